using ReproBuild.Causes;
using ReproBuild.Dockerfiles;

namespace ReproBuild.Reporting;

/// <summary>The Dockerfile with its blamed instructions.</summary>
internal static class SourceReport
{
    // A Dockerfile may be megabytes long; nobody reads that, and it is on the reader's disk already.
    private const int MaxLines = 2000;

    /// <summary>The source; null where there is none.</summary>
    public static ReportSource? Of(Dockerfile? dockerfile, IReadOnlyList<Finding> findings, ReportPaths paths)
    {
        if (dockerfile is null) return null;

        string[] lines = dockerfile.Text.TrimEnd('\n', '\r').ReplaceLineEndings("\n").Split('\n');
        var ends = dockerfile.Instructions.GroupBy(i => i.Line).ToDictionary(g => g.Key, g => g.Max(i => i.EndLine));
        var blamed = findings.Index()
            .Where(f => f.Item.First.Blame is { Line: > 0 } blame && blame.File == dockerfile.Path)
            .GroupBy(f => f.Item.First.Blame!.Line)
            .OrderBy(g => g.Key)
            .Select(g => (g.Key, Math.Max(g.Key, ends.GetValueOrDefault(g.Key)), (IReadOnlyList<int>)[.. g.Select(f => f.Index)]));
        return new ReportSource(paths.Show(dockerfile.Path), lines.Length > MaxLines ? lines[..MaxLines] : lines, [.. blamed]);
    }
}
