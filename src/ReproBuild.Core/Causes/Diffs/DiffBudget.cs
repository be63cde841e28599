namespace ReproBuild.Causes.Diffs;

/// <summary>Keeps what is shown of a comparison within bounds, the first differences first.</summary>
/// <remarks>Both methods are called in the order of the differences, each by one thread at a time, so that the same is kept every time.</remarks>
internal sealed class DiffBudget
{
    private int _count;
    private long _input, _kept;

    /// <summary>Whether a difference is to be worked out.</summary>
    /// <param name="bytes">The length of both sides together.</param>
    public bool Take(long bytes)
    {
        if (_count >= DiffLimits.MaxDiffs || _input + bytes > DiffLimits.MaxInputBytes) return false;
        _count++;
        _input += bytes;
        return true;
    }

    /// <summary>The difference, without what would be too much.</summary>
    public ExplainedDifference Keep(ExplainedDifference explained)
    {
        _kept += DiffWeight.Of(explained.Diff);
        return _kept > DiffLimits.MaxKeptBytes ? explained with { Diff = null } : explained;
    }
}
