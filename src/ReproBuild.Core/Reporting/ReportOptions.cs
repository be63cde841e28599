using ReproBuild.Comparing;
using ReproBuild.Dockerfiles;
using ReproBuild.Linting;

namespace ReproBuild.Reporting;

/// <summary>What reports are made with, beside the diagnosis. The same diagnosis and options give the same bytes.</summary>
public sealed record ReportOptions
{
    /// <summary>The absolute path of the folder that reports are written to; it is created where it is missing.</summary>
    public required string Folder { get; init; }

    /// <summary>Which reports are written.</summary>
    public IReadOnlyList<ReportFormat> Formats { get; init; } = ReportFormats.All;

    /// <summary>What the two sides are called.</summary>
    public ComparisonWords Words { get; init; } = new();

    /// <summary>The left side.</summary>
    public ReportSide Left { get; init; } = ReportSide.Unknown;

    /// <summary>The right side.</summary>
    public ReportSide Right { get; init; } = ReportSide.Unknown;

    /// <summary>The Dockerfile that made both, shown with its blamed lines; null where there is none.</summary>
    public Dockerfile? Dockerfile { get; init; }

    /// <summary>What was read from the Dockerfile without building, and what the comparison does not tell by itself.</summary>
    public IReadOnlyList<LintFinding> StaticFindings { get; init; } = [];

    /// <summary>
    /// The absolute folder that paths of files are shown from, such as the repository's root; null where the last part of a path must do.
    /// Reports then hold no path of this machine.
    /// </summary>
    public string? BaseFolder { get; init; }

    /// <summary>The absolute path of the file that a finding is shown at where nothing better is known, such as the project file; null for none.</summary>
    public string? DefaultFile { get; init; }
}
