using System.Collections.Immutable;
using ReproBuild.Comparing;
using ReproBuild.Diagnostics;

namespace ReproBuild.Reporting;

/// <summary>The names of report formats.</summary>
public static class ReportFormats
{
    private static readonly ImmutableArray<(string Name, ReportFormat Format)> Names =
        [("html", ReportFormat.Html), ("json", ReportFormat.Json), ("sarif", ReportFormat.Sarif), ("md", ReportFormat.Markdown)];

    /// <summary>Every format.</summary>
    public static IReadOnlyList<ReportFormat> All { get; } = [.. Names.Select(n => n.Format)];

    /// <summary>Reads a list of names, such as <c>html;json</c>.</summary>
    /// <param name="text">The names, separated by semicolons or commas, in any case; <c>none</c> for no report, empty for all.</param>
    /// <returns>Each format once, in the order of <see cref="All"/>.</returns>
    /// <exception cref="ReproException">REPRO1005: a name is unknown.</exception>
    public static IReadOnlyList<ReportFormat> Parse(string? text)
    {
        string[] words = (text ?? "").Split([';', ',', ' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return All;
        if (words is [var only] && only.Equals("none", StringComparison.OrdinalIgnoreCase)) return [];

        var chosen = words.Select(Find).ToHashSet();
        return [.. All.Where(chosen.Contains)];
    }

    /// <summary>The file that a format is written to: <c>report.html</c>.</summary>
    public static string FileName(ReportFormat format) => "report." + Names.First(n => n.Format == format).Name;

    private static ReportFormat Find(string word)
    {
        foreach (var (name, format) in Names)
        {
            if (name.Equals(word, StringComparison.OrdinalIgnoreCase)) return format;
        }

        throw new ReproException(
            DiagnosticCodes.BadProperty,
            $"\"{Printable.Escape(word)}\" is no kind of report. Set ReproReports to some of {string.Join(';', Names.Select(n => n.Name))}, or to none.");
    }
}
