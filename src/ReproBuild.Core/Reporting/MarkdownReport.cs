using System.Globalization;
using System.Text;
using ReproBuild.Causes;
using ReproBuild.Comparing;

namespace ReproBuild.Reporting;

/// <summary><c>report.md</c>: short enough for a comment on a change, or for a job's summary.</summary>
internal sealed class MarkdownReport(ReportModel model)
{
    // A comment may be 65,536 characters long on GitHub; this stays far below.
    private const int MaxRows = 25, MaxPastes = 10, MaxTold = 5;

    private readonly StringBuilder _text = new();

    /// <summary>Writes the report.</summary>
    public static void Write(ReportModel model, Stream to) => to.Write(Encoding.UTF8.GetBytes(Of(model)));

    /// <summary>The report.</summary>
    public static string Of(ReportModel model) => new MarkdownReport(model).Build();

    private string Build()
    {
        Line($"### {Sign()} {MarkdownText.Plain(model.Headline)}");
        string told = string.Join(' ', new[] { model.Explanation, model.CounterfactualWords }.Where(t => !string.IsNullOrEmpty(t)));
        if (told.Length > 0) Line(MarkdownText.Plain(told, 1000));
        Digests();
        Counts();
        Findings();
        Pastes();
        StaticFindings();
        Acceptances();
        Told("Not compared", model.NotCompared);
        Told("Remarks", model.Remarks);
        return _text.ToString().TrimEnd('\n') + "\n";
    }

    private string Sign() => model.Verdict switch
    {
        ReportVerdict.Reproducible => "✅",
        ReportVerdict.ReproducibleExcept => "☑️",
        ReportVerdict.Divergent => "❌",
        _ => "❔",
    };

    private void Digests()
    {
        if (model.Platforms.Count == 0) return;

        Row("", "platform", MarkdownText.Plain(model.Words.Left), MarkdownText.Plain(model.Words.Right));
        _text.Append("|---|---|---|---|\n");
        foreach (var platform in model.Platforms.Take(MaxRows))
        {
            string sign = platform.Verdict switch { Verdict.Reproducible => "=", Verdict.Divergent => "≠", _ => "?" };
            Row(sign, MarkdownText.Code(platform.Platform.ToString()), Digest(platform.Left?.ToString(), platform.ByImageId), Digest(platform.Right?.ToString(), platform.ByImageId));
        }

        More(model.Platforms.Count, "platforms");
    }

    private static string Digest(string? digest, bool imageId) => digest is null ? "nothing" : (imageId ? "image ID " : "") + MarkdownText.Code(digest);

    private void Counts()
    {
        var totals = model.Totals;
        if (totals.Differences == 0) return;
        string accepted = totals.Accepted > 0 ? $", {ReportWords.Number(totals.Accepted)} accepted" : "";
        Line($"{ReportWords.Count(totals.Differences, "difference")}, {ReportWords.Number(totals.Proven)} of them proven{accepted}. "
            + $"{ReportWords.Count(totals.Bytes, "byte")} differ, {ReportWords.Percent(totals.ProvenBytes, totals.Bytes)} of them explained with proof.");
    }

    private void Findings()
    {
        if (model.Findings.Count == 0) return;

        Row("", "cause", "where", "what", "remedy");
        _text.Append("|---|---|---|---|---|\n");
        foreach (var report in model.Findings.Take(MaxRows))
        {
            Row(
                Sureness(report.Finding),
                $"[{report.Finding.Code}]({report.Help}) {MarkdownText.Plain(report.Title)}",
                Where(report),
                MarkdownText.Plain(report.Sentence),
                report.Finding.Remedy is { } remedy ? MarkdownText.Plain(remedy.Advice) : "");
        }

        More(model.Findings.Count, "findings");
    }

    private static string Sureness(Finding finding) =>
        finding.IsAccepted ? "accepted" : !finding.Counts ? "note" : finding.Certainty.ToString().ToLowerInvariant();

    private string Where(ReportFinding report)
    {
        string line = report.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $":{report.Line}") : "";
        string file = report.File is { } known ? MarkdownText.Code(known + line) : "";
        string layer = report.Finding.First.Layer is { } l ? $"layer {l.Number} of {l.Count}" : "";
        string platform = model.Platforms.Count > 1 && report.Finding.First.Platform is { } p ? MarkdownText.Plain(p.ToString()) : "";
        return string.Join(", ", new[] { file, layer, platform }.Where(t => t.Length > 0));
    }

    private void Pastes()
    {
        var pastes = model.Findings.Where(f => !f.Finding.IsAccepted && f.Finding.Remedy?.Paste is not null).DistinctBy(f => (f.File, f.Line, f.Finding.Remedy!.Paste)).ToList();
        if (pastes.Count == 0) return;

        Line("<details><summary>What to write instead</summary>");
        foreach (var report in pastes.Take(MaxPastes))
        {
            Line($"{Where(report)} ({MarkdownText.Code(report.Finding.CauseId)})".TrimStart());
            Line(MarkdownText.Block(report.Finding.Remedy!.Paste!, report.Line > 0 ? "dockerfile" : ""));
        }

        Line("</details>");
    }

    private void StaticFindings()
    {
        if (model.StaticFindings.Count == 0) return;

        Line("**Read from the Dockerfile**");
        foreach (var report in model.StaticFindings.Take(MaxRows))
        {
            var finding = report.Finding;
            string place = MarkdownText.Code(string.Create(CultureInfo.InvariantCulture, $"{report.File}:{finding.Line}"));
            string paste = finding.Remedy.Paste is { } line ? " " + MarkdownText.Code(string.Join(" ⏎ ", line.Split('\n').Select(l => l.Trim()))) : "";
            _text.Append($"- {place} [{finding.Code}]({report.Help}): {MarkdownText.Plain(finding.Sentence)} {MarkdownText.Plain(finding.Remedy.Advice)}{paste}\n");
        }

        More(model.StaticFindings.Count, "findings");
    }

    private void Acceptances()
    {
        if (model.Acceptances.Count == 0) return;

        Line("**Accepted**");
        foreach (var report in model.Acceptances.Take(MaxRows))
        {
            var acceptance = report.Acceptance;
            string path = acceptance.Path is { } pattern ? " at " + MarkdownText.Code(pattern) : "";
            string until = acceptance.Expires is { } day ? string.Create(CultureInfo.InvariantCulture, $" until {day:yyyy-MM-dd}") : "";
            string use = report.Used > 0 ? ReportWords.Count(report.Used, "difference") : "**no longer matches anything**";
            _text.Append(CultureInfo.InvariantCulture, $"- {MarkdownText.Code(acceptance.Cause)}{path}{until}: {MarkdownText.Plain(acceptance.Reason)} ({use})\n");
        }

        _text.Append('\n');
    }

    private void Told(string heading, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0) return;

        Line($"**{heading}**");
        foreach (string text in texts.Take(MaxTold)) _text.Append("- ").Append(MarkdownText.Plain(text)).Append('\n');
        if (texts.Count > MaxTold) _text.Append(CultureInfo.InvariantCulture, $"- and {texts.Count - MaxTold} more\n");
        _text.Append('\n');
    }

    private void More(int count, string what)
    {
        _text.Append('\n');
        if (count > MaxRows) Line($"{count - MaxRows} more {what} are in the other reports.");
    }

    private void Row(params ReadOnlySpan<string> cells)
    {
        foreach (string cell in cells) _text.Append("| ").Append(cell).Append(cell.Length > 0 ? " " : "");
        _text.Append("|\n");
    }

    private void Line(string text) => _text.Append(text).Append(text.EndsWith('\n') ? "\n" : "\n\n");
}
