namespace ReproBuild.Causes;

/// <summary>How two contents differ, in a form that a person can read. All text in it is hostile: escape it before showing it.</summary>
public abstract record ContentDiff
{
    /// <summary>Whether more differs than is kept here.</summary>
    public bool Truncated { get; init; }
}
