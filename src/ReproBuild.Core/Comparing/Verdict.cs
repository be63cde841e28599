namespace ReproBuild.Comparing;

/// <summary>Whether two images are one.</summary>
public enum Verdict
{
    /// <summary>Every platform has the same image digest on both sides.</summary>
    Reproducible,

    /// <summary>At least one digest proves that the sides differ.</summary>
    Divergent,

    /// <summary>Nothing proves a difference, and something could not be compared. Never green.</summary>
    Inconclusive,
}
