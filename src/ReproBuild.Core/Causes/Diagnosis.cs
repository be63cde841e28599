using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>What came of comparing two archives, and why.</summary>
public sealed record Diagnosis
{
    /// <summary>The verdict and what it rests on.</summary>
    public required Comparison Comparison { get; init; }

    /// <summary>What is known of the builds.</summary>
    public required CauseContext Context { get; init; }

    /// <summary>The root causes at their places, in the order in which they were met; the unexplained among them.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The differences in the order of the comparer, at most <see cref="MaxDifferences"/>.</summary>
    public required IReadOnlyList<ExplainedDifference> Differences { get; init; }

    /// <summary>How many differences there are, those beyond <see cref="MaxDifferences"/> and those outside of the verdict among them.</summary>
    public required long DifferenceCount { get; init; }

    /// <summary>How many differences are proven.</summary>
    public required long ProvenCount { get; init; }

    /// <summary>How many bytes differ.</summary>
    public required long Bytes { get; init; }

    /// <summary>How many of them are proven.</summary>
    public required long ProvenBytes { get; init; }

    /// <summary>Which remedies would make both equal, and to what; null where nothing was computed.</summary>
    public Counterfactual? Counterfactual { get; init; }

    /// <summary>How many differences each acceptance accepts; one that needs several counts for the first.</summary>
    public IReadOnlyDictionary<Acceptance, long> AcceptedBy { get; init; } = new Dictionary<Acceptance, long>();

    /// <summary>Acceptances that have expired: they accept nothing.</summary>
    public IReadOnlyList<Acceptance> ExpiredAcceptances { get; init; } = [];

    /// <summary>Acceptances in force that no difference needed.</summary>
    public IReadOnlyList<Acceptance> UnusedAcceptances { get; init; } = [];

    /// <summary>How many differences are accepted.</summary>
    public long AcceptedCount { get; init; }

    /// <summary>The most differences that are kept one by one; all are counted.</summary>
    public const int MaxDifferences = 100_000;

    /// <summary>
    /// Whether the images differ, and in nothing but what was accepted. Never true where something could not be compared.
    /// </summary>
    public bool IsReproducibleExcept => Comparison is { Verdict: Verdict.Divergent, NotCompared.Count: 0 } && AcceptedCount > 0 && Findings.All(f => !f.Counts || f.IsAccepted);
}
