namespace ReproBuild.Causes.Counterfactuals;

/// <summary>Where the canonical forms of a content lie in a spool, in bytes.</summary>
internal readonly record struct ContentPlace(long LeftOffset, int LeftLength, long RightOffset, int RightLength)
{
    /// <summary>The place of one side.</summary>
    public (long Offset, int Length) Of(bool left) => left ? (LeftOffset, LeftLength) : (RightOffset, RightLength);
}
