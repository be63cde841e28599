using ReproBuild.Causes;
using ReproBuild.Comparing;

namespace ReproBuild.Reporting;

/// <summary>What all reports show. Its texts may be hostile: each report escapes them in its own way.</summary>
internal sealed record ReportModel
{
    /// <summary>The version of the schema of <c>report.json</c>; raised in its first part when a reader of the older one would fail.</summary>
    public const string SchemaVersion = "1.1";

    /// <summary>The most differences that reports list one by one.</summary>
    public const int MaxDifferences = Diagnosis.MaxDifferences;

    /// <summary>The version of what wrote the report.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>What the sides are called.</summary>
    public required ComparisonWords Words { get; init; }

    /// <summary>The verdict.</summary>
    public required ReportVerdict Verdict { get; init; }

    /// <summary>The verdict in one sentence.</summary>
    public required string Headline { get; init; }

    /// <summary>What explains it, or what is left, in one or two sentences.</summary>
    public required string Explanation { get; init; }

    /// <summary>The left archive as the report may name it; null where there is none.</summary>
    public required string? LeftArchive { get; init; }

    /// <summary>The right archive as the report may name it; null where there is none.</summary>
    public required string? RightArchive { get; init; }

    /// <summary>The platforms.</summary>
    public required IReadOnlyList<ReportPlatform> Platforms { get; init; }

    /// <summary>How much differs.</summary>
    public required ReportTotals Totals { get; init; }

    /// <summary>The root causes, in the diagnosis's order, so that places in it hold here.</summary>
    public required IReadOnlyList<ReportFinding> Findings { get; init; }

    /// <summary>What was read from the Dockerfile without building, in its order.</summary>
    public required IReadOnlyList<ReportStaticFinding> StaticFindings { get; init; }

    /// <summary>The differences, at most <see cref="MaxDifferences"/>.</summary>
    public required IReadOnlyList<ExplainedDifference> Differences { get; init; }

    /// <summary>The acceptances: those that were needed, then those that were not.</summary>
    public required IReadOnlyList<ReportAcceptance> Acceptances { get; init; }

    /// <summary>What would be if remedies were applied; null where nothing was computed.</summary>
    public required Counterfactual? Counterfactual { get; init; }

    /// <summary>The Dockerfile; null where there is none.</summary>
    public required ReportSource? Source { get; init; }

    /// <summary>Why something could not be compared.</summary>
    public required IReadOnlyList<string> NotCompared { get; init; }

    /// <summary>What a reader should know and the verdict does not depend on.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>The one counterfactual in words; null where nothing was computed.</summary>
    public string? CounterfactualWords => Counterfactual is { } known ? CounterfactualText.Of(known, Platforms.Count > 1) : null;
}
