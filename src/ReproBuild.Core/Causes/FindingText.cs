using System.Text;
using ReproBuild.Comparing;
using ReproBuild.Diagnostics;

namespace ReproBuild.Causes;

/// <summary>The words for a finding; fit for a log and a terminal, whatever the images hold.</summary>
public static class FindingText
{
    private const int InstructionLength = 120;

    /// <summary>The diagnostic for a finding, at the line to blame.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="namePlatform">Whether there are several platforms.</param>
    /// <param name="words">What the sides are called.</param>
    public static Diagnostic Of(Finding finding, bool namePlatform, ComparisonWords words)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var first = finding.First;
        string platform = namePlatform && first.Platform is { } p ? $" [{Printable.Escape(p.ToString())}]" : "";
        return new Diagnostic(
            finding.Code,
            What(finding, words) + Origin(finding.Origin is null ? first : first with { Blame = null }) + (finding.BroughtBy is { } brought ? $" {brought}." : "") + WrittenBy(finding) + Remedy(finding) + Sureness(finding) + platform,
            finding.Counts ? Severity.Error : Severity.Message,
            finding.Origin?.File ?? first.Blame?.File,
            finding.Origin?.Line ?? first.Blame?.Line ?? 0,
            finding.Origin?.Column ?? first.Blame?.Column ?? 0);
    }

    /// <summary>Who wrote the file, as a sentence after a blank; empty where nothing is known.</summary>
    /// <param name="finding">The finding.</param>
    public static string WrittenBy(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding.Origin is { } origin ? $" Written by {origin.Words}." : "";
    }

    /// <summary>What differs, and in how many places.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="words">What the sides are called.</param>
    public static string What(Finding finding, ComparisonWords words)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var text = new StringBuilder(finding.Cause is null ? DifferenceText.Line(finding.First, words) : finding.Sentence).Append('.');
        long direct = finding.Count - finding.Derived.Values.Sum();
        if (finding.Count > 1 && finding.Paths.Count > 1)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $" So do {Math.Max(direct, finding.Paths.Count) - 1} more: ")
                .AppendJoin(", ", finding.Paths.Skip(1).Select(path => Printable.Escape("/" + path)))
                .Append(finding.Count > finding.Paths.Count ? " …" : ".");
        }

        if (finding.Derived.Count > 0)
            text.Append(" From it follow: ").AppendJoin(", ", finding.Derived.Select(d => $"{d.Value} × {d.Key}")).Append('.');
        return text.ToString();
    }

    /// <summary>The layer and the instruction that a difference comes from, as a sentence after a blank; empty where nothing is known.</summary>
    /// <param name="difference">The difference.</param>
    public static string Origin(Difference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        string layer = difference.Layer is { } l ? $"layer {l.Number} of {l.Count}" : "";
        return (difference.Blame, layer) switch
        {
            (null, "") => "",
            (null, _) => $" In {layer}.",
            ({ File: not null }, "") => " Made by this instruction.",
            ({ File: not null }, _) => $" Made by this instruction ({layer}).",
            ({ } blame, "") => $" Made by \"{Printable.Escape(blame.Instruction, InstructionLength)}\".",
            ({ } blame, _) => $" Made by \"{Printable.Escape(blame.Instruction, InstructionLength)}\" ({layer}).",
        };
    }

    // Of a remedy of several lines the log shows the first; the report has them all.
    private static string Remedy(Finding finding)
    {
        if (finding.Remedy is not { } remedy) return "";
        string[] lines = remedy.Paste?.Split('\n') ?? [];
        return $" {remedy.Advice}" + (lines.Length == 0 ? "" : $" Write: {string.Join(" ⏎ ", lines.Select(line => Printable.Escape(line.TrimEnd('\r'), 400)))}");
    }

    private static string Sureness(Finding finding) => finding.Certainty switch
    {
        Certainty.Proven => " [proven]",
        Certainty.Suspected => " [suspected]",
        _ => "",
    };
}
