using Microsoft.Build.Framework;
using ReproBuild.Causes;
using ReproBuild.Comparing;
using ReproBuild.Diagnostics;
using ReproBuild.Linting;
using ReproBuild.Reporting;

namespace ReproBuild.Tasks;

// What is written down.
public sealed partial class CompareOciArchives
{
    /// <summary>The folder for reports; empty for none.</summary>
    public string? ReportFolder { get; set; }

    /// <summary>Which reports are written: <c>html;json;sarif;md</c>, or <c>none</c>; empty for all.</summary>
    public string? Reports { get; set; }

    /// <summary>The folder that reports name files from; empty where the last part of a path must do.</summary>
    public string? BaseFolder { get; set; }

    /// <summary>The reports that were written, that for people first.</summary>
    [Output]
    public string[] ReportPaths { get; set; } = [];

    // A report that cannot be written costs the verdict nothing: that is told all the same.
    private string? WriteReports(Diagnosis diagnosis, ComparerOptions comparer, IReadOnlyList<LintFinding> read, ReportSide left, ReportSide right)
    {
        if (Absolute(ReportFolder) is not { } folder) return null;
        try
        {
            ReportPaths = [.. ReportWriter.WriteAll(diagnosis, new ReportOptions
            {
                Folder = folder,
                Formats = ReportFormats.Parse(Reports),
                Words = Words() ?? new ComparisonWords(),
                Left = left,
                Right = right,
                Dockerfile = comparer.Dockerfile,
                StaticFindings = read,
                BaseFolder = Absolute(BaseFolder),
                DefaultFile = Path.GetFullPath(ProjectFile),
            })];
        }
        catch (ReproException e)
        {
            Report(e.Diagnostic);
        }
        return ReportPaths.FirstOrDefault();
    }
}
