using ReproBuild.Causes;
using ReproBuild.Comparing;

namespace ReproBuild.Reporting;

/// <summary>What a terminal shows of a diagnosis: verdict, what, why, what to do; one screen.</summary>
public static class ConsoleSummary
{
    /// <summary>The most lines: a screen as terminals have it today, less the command and the prompt.</summary>
    public const int MaxLines = 36;

    /// <summary>The lines, fit for any terminal, whatever the images hold.</summary>
    /// <param name="diagnosis">The diagnosis.</param>
    /// <param name="words">What the sides are called; null for the plain words.</param>
    /// <param name="width">How many columns the terminal has; fewer than 60 count as 60.</param>
    /// <param name="report">The path of the report for people; null where there is none.</param>
    /// <param name="baseFolder">The folder that paths are shown from; null where the last part of a path must do.</param>
    /// <returns>At most <see cref="MaxLines"/> lines.</returns>
    public static IReadOnlyList<string> Lines(Diagnosis diagnosis, ComparisonWords? words = null, int width = 100, string? report = null, string? baseFolder = null)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        words ??= new ComparisonWords();
        width = Math.Clamp(width, 60, 200);
        var verdict = ReportBuilder.VerdictOf(diagnosis);

        var head = new List<string>();
        head.AddRange(Wrap(ReportWords.Headline(verdict, diagnosis, words), width, "", 2));
        Digests(head, diagnosis.Comparison, words);
        var foot = Foot(diagnosis, verdict, width, report);
        foreach (string reason in diagnosis.Comparison.NotCompared.Take(2).Select(d => $"{d.Code}: {d.Message}")) head.AddRange(Wrap(reason, width, "  ", 3));

        foreach (string remark in diagnosis.Comparison.Remarks.Take(2)) head.AddRange(Wrap(remark, width, "  ", 2));

        var findings = SummaryGroup.Of(diagnosis);
        var body = Findings(findings, MaxLines - head.Count - foot.Count, width, words, new ReportPaths(baseFolder));
        return [.. head.Concat(body).Concat(foot).Take(MaxLines)];
    }

    private static void Digests(List<string> lines, Comparison comparison, ComparisonWords words)
    {
        foreach (var platform in comparison.Platforms.Take(2))
        {
            string name = comparison.Platforms.Count > 1 ? $" ({Printable.Escape(platform.Platform.ToString(), 40)})" : "";
            if (platform.Left is not null && platform.Left == platform.Right)
            {
                lines.Add($"  {platform.Left}{name}");
                continue;
            }

            lines.Add($"  {platform.Left?.ToString() ?? "nothing"}  {Printable.Escape(words.Left, 30)}{name}");
            lines.Add($"  {platform.Right?.ToString() ?? "nothing"}  {Printable.Escape(words.Right, 30)}{name}");
        }

        if (comparison.Platforms.Count > 2) lines.Add($"  and {comparison.Platforms.Count - 2} more platforms");
    }

    private static List<string> Foot(Diagnosis diagnosis, ReportVerdict verdict, int width, string? report)
    {
        var lines = new List<string>();
        if (verdict == ReportVerdict.Divergent)
        {
            string counted = $"{ReportWords.Count(diagnosis.Bytes, "byte")} differ, {ReportWords.Percent(diagnosis.ProvenBytes, diagnosis.Bytes)} explained with proof.";
            lines.AddRange(Wrap($"{counted} {ReportWords.Explanation(verdict, diagnosis)}", width, "", 2));
        }

        if (diagnosis.Counterfactual is { } known)
            lines.AddRange(Wrap(CounterfactualText.Of(known, diagnosis.Comparison.Platforms.Count > 1), width, "", 2));
        if (report is not null) lines.Add($"Report: {Printable.Escape(report, 400)}");
        return lines;
    }

    private static List<string> Findings(IReadOnlyList<SummaryGroup> findings, int room, int width, ComparisonWords words, ReportPaths paths)
    {
        var lines = new List<string>();
        for (int i = 0; i < findings.Count; i++)
        {
            var one = Finding(findings[i], width, words, paths);

            // The last line of the room says how many findings have found none.
            int needed = one.Count + (i + 1 < findings.Count ? 1 : 0);
            if (lines.Count + needed > room)
            {
                lines.Add($"  and {ReportWords.Count(findings.Skip(i).Sum(f => f.Count), i == 0 ? "finding" : "more finding")}");
                break;
            }

            lines.AddRange(one);
        }

        return lines;
    }

    private static List<string> Finding(SummaryGroup group, int width, ComparisonWords words, ReportPaths paths)
    {
        var finding = group.First;
        string heading = $"  {finding.Code} {finding.Cause?.Title ?? ReportWords.Unexplained(finding.First.Kind)} [{finding.Certainty.ToString().ToLowerInvariant()}]{group.Place(paths)}";
        var lines = new List<string> { heading };
        lines.AddRange(Wrap(FindingText.What(finding, words), width, "    ", 2));
        lines.AddRange(Wrap(FindingText.WrittenBy(finding) + (finding.BroughtBy is { } brought ? $" {brought}." : ""), width, "    ", 2));
        if (finding.Remedy is not { } remedy) return lines;

        lines.AddRange(Wrap("→ " + remedy.Advice, width, "    ", 2));
        if (remedy.Paste is { } paste) lines.AddRange(paste.ReplaceLineEndings("\n").Split('\n').Take(2).Select(line => "      " + Printable.Escape(line, 400)));
        return lines;
    }

    private static IEnumerable<string> Wrap(string text, int width, string indent, int most)
    {
        var lines = new List<string>();
        string line = indent;
        foreach (string word in Printable.Escape(text, 2000).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > indent.Length && line.Length + 1 + word.Length > width)
            {
                lines.Add(line);
                line = indent;
            }

            line += (line.Length > indent.Length ? " " : "") + word;
        }

        if (line.Length > indent.Length) lines.Add(line);
        if (lines.Count <= most) return lines;
        lines[most - 1] = lines[most - 1].Length < width ? lines[most - 1] + "…" : lines[most - 1][..(width - 1)] + "…";
        return lines.Take(most);
    }
}
