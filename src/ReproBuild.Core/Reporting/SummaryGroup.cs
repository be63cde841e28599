using System.Globalization;
using ReproBuild.Causes;
using ReproBuild.Comparing;

namespace ReproBuild.Reporting;

/// <summary>Findings that a summary tells once: one cause with one remedy at one line, in whichever layers and on whichever platforms.</summary>
internal sealed record SummaryGroup(Finding First, int Count, IReadOnlyList<LayerPair> Layers, IReadOnlyList<string> Platforms)
{
    /// <summary>The groups: what is in the layers first, then what the documents say; within that the order of the findings.</summary>
    public static IReadOnlyList<SummaryGroup> Of(Diagnosis diagnosis)
    {
        int platforms = diagnosis.Comparison.Platforms.Count;
        return
        [
            .. diagnosis.Findings.Where(f => f.Counts && !f.IsAccepted).GroupBy(Key)
                .Select(g => new SummaryGroup(
                    g.First(), g.Count(),
                    [.. g.Select(f => f.First.Layer).OfType<LayerPair>().DistinctBy(l => l.Number).OrderBy(l => l.Number)],
                    platforms < 2 ? [] : [.. g.Select(f => f.First.Platform?.ToString() ?? "the index").Distinct()]))
                .OrderBy(g => g.First.Code.StartsWith("REPRO51", StringComparison.Ordinal) ? 1 : 0),
        ];
    }

    /// <summary>Where it is, after two blanks; empty where nothing tells.</summary>
    public string Place(ReportPaths paths)
    {
        var (file, line, column) = First.Origin is { Line: > 0 } origin ? (origin.File, origin.Line, origin.Column)
            : First.First.Blame is { Line: > 0 } blame ? (blame.File, blame.Line, blame.Column) : default;
        string place = file is not null
            ? string.Create(CultureInfo.InvariantCulture, $"  {Printable.Escape(paths.Show(file), 60)}({line},{Math.Max(1, column)})")
            : Layers.Count switch
            {
                0 => "",
                1 => $"  layer {Layers[0].Number} of {Layers[0].Count}",
                _ => $"  layers {string.Join(", ", Layers.Take(8).Select(l => l.Number))}{(Layers.Count > 8 ? " …" : "")} of {Layers[0].Count}",
            };
        return Platforms.Count == 0 ? place : $"{place}  {Printable.Escape(string.Join(", ", Platforms), 60)}";
    }

    // What nobody explains is told for each difference of its own.
    private static object Key(Finding finding) => (
        finding.CauseId, finding.Certainty, finding.Code, finding.Remedy, finding.Origin, finding.First.Blame?.File, finding.First.Blame?.Line,
        finding.Cause is null ? FindingText.What(finding, new ComparisonWords()) : "");
}
