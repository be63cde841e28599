using System.Reflection;
using ReproBuild.Causes;
using ReproBuild.Comparing;
using ReproBuild.Diagnostics;

namespace ReproBuild.Reporting;

/// <summary>Gathers what reports show.</summary>
internal sealed class ReportBuilder(Diagnosis diagnosis, ReportOptions options)
{
    private readonly ReportPaths _paths = new(options.BaseFolder);

    /// <summary>The model of a diagnosis.</summary>
    public static ReportModel Build(Diagnosis diagnosis, ReportOptions options) => new ReportBuilder(diagnosis, options).Build();

    private ReportModel Build()
    {
        var comparison = diagnosis.Comparison;
        var layers = new LayerPictures(options.Left, options.Right);
        var findings = FindingReports.Of(diagnosis.Findings, options, _paths);
        var verdict = VerdictOf(diagnosis);
        return new ReportModel
        {
            ToolVersion = Version,
            Words = options.Words,
            Verdict = verdict,
            Headline = ReportWords.Headline(verdict, diagnosis, options.Words),
            Explanation = ReportWords.Explanation(verdict, diagnosis),
            LeftArchive = options.Left.Archive is { } left ? _paths.Show(left) : null,
            RightArchive = options.Right.Archive is { } right ? _paths.Show(right) : null,
            Platforms = [.. comparison.Platforms.Select(layers.Of)],
            Totals = new ReportTotals(diagnosis.DifferenceCount, diagnosis.ProvenCount, diagnosis.AcceptedCount, diagnosis.Bytes, diagnosis.ProvenBytes),
            Findings = findings,
            StaticFindings = FindingReports.Of(options.StaticFindings, _paths),
            Differences = diagnosis.Differences.Count <= ReportModel.MaxDifferences ? diagnosis.Differences : [.. diagnosis.Differences.Take(ReportModel.MaxDifferences)],
            Acceptances = Acceptances(),
            Counterfactual = diagnosis.Counterfactual,
            Source = SourceReport.Of(options.Dockerfile, diagnosis.Findings, _paths),
            NotCompared = [.. comparison.NotCompared.Select(Told).Distinct()],
            Remarks = [.. comparison.Remarks.Select(Clean)],
        };
    }

    /// <summary>The version of this assembly, without what a build may add to it.</summary>
    public static string Version { get; } =
        typeof(ReportBuilder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>What a report says first.</summary>
    public static ReportVerdict VerdictOf(Diagnosis diagnosis) => diagnosis.Comparison.Verdict switch
    {
        Verdict.Reproducible => ReportVerdict.Reproducible,
        Verdict.Divergent => diagnosis.IsReproducibleExcept ? ReportVerdict.ReproducibleExcept : ReportVerdict.Divergent,
        _ => ReportVerdict.Inconclusive,
    };

    private List<ReportAcceptance> Acceptances()
    {
        var used = new Dictionary<Acceptance, long>();
        foreach (var difference in diagnosis.Differences)
        {
            if (difference.AcceptedBy is { } by) used[by] = used.GetValueOrDefault(by) + 1;
        }

        var inOrder = used.OrderBy(u => u.Key.File, StringComparer.Ordinal).ThenBy(u => u.Key.Line)
            .ThenBy(u => u.Key.Cause, StringComparer.Ordinal).ThenBy(u => u.Key.Path, StringComparer.Ordinal);
        return [.. inOrder.Select(u => Report(u.Key, u.Value)), .. diagnosis.UnusedAcceptances.Select(a => Report(a, 0))];
    }

    private ReportAcceptance Report(Acceptance acceptance, long used) =>
        new(acceptance, acceptance.File is { } file ? _paths.Show(file) : null, used);

    private string Told(Diagnostic diagnostic) => $"{diagnostic.Code}: {Clean(diagnostic.Message)}";

    private string Clean(string text) => _paths.In(text, options.Left.Archive, options.Right.Archive, options.Dockerfile?.Path);
}
