using ReproBuild.Diagnostics;

namespace ReproBuild.Comparing;

/// <summary>What came of comparing two archives.</summary>
/// <param name="Verdict">The verdict over all platforms.</param>
/// <param name="Platforms">The platforms, in the left archive's order, then those of the right alone.</param>
public sealed record Comparison(Verdict Verdict, IReadOnlyList<PlatformComparison> Platforms)
{
    /// <summary>Why something could not be compared; empty where everything was.</summary>
    public IReadOnlyList<Diagnostic> NotCompared { get; init; } = [];

    /// <summary>What a reader should know and the verdict does not depend on, such as attestations left out.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>How many differences bear on the verdict.</summary>
    public long DifferenceCount { get; init; }

    /// <summary>
    /// The strictest of several verdicts: one divergence proves divergence whatever else is unknown, and one unknown
    /// forbids green. Nothing at all is inconclusive.
    /// </summary>
    public static Verdict Combine(IEnumerable<Verdict> verdicts)
    {
        var all = verdicts.ToHashSet();
        return all.Contains(Verdict.Divergent) ? Verdict.Divergent
            : all.Count == 0 || all.Contains(Verdict.Inconclusive) ? Verdict.Inconclusive
            : Verdict.Reproducible;
    }
}
