using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ReproBuild.Diagnostics;

/// <summary>Makes text from a stranger fit for a log or a terminal: the names of files, the contents of images, the answers of servers.</summary>
internal static partial class PrintableText
{
    /// <summary>Escapes control characters, bidirectional overrides, invisible characters and lone surrogates, and cuts what is too long.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="limit">The most characters to take of <paramref name="text"/>.</param>
    public static string Escape(string text, int limit)
    {
        int length = Math.Min(text.Length, limit);
        if (length == text.Length && !text.AsSpan().ContainsAnyExceptInRange(' ', '~')) return WithoutOrders(text);

        var escaped = new StringBuilder(length + 16);
        foreach (var rune in text.AsSpan(0, length).EnumerateRunes()) Append(escaped, rune);
        if (length < text.Length) escaped.Append('…');
        return WithoutOrders(escaped.ToString());
    }

    // Azure Pipelines and GitHub Actions obey what they find in a log: "##vso[task.complete …]" and "##[…]" wherever in a line, "::error …::" at its
    // beginning, where a text may come to stand when it is wrapped.
    private static string WithoutOrders(string text)
    {
        if (text.Contains("##", StringComparison.Ordinal))
            text = text.Replace("##vso[", "#\\u{23}vso[", StringComparison.OrdinalIgnoreCase).Replace("##[", "#\\u{23}[", StringComparison.Ordinal);
        return text.Contains("::", StringComparison.Ordinal) ? Command().Replace(text, "\\u{3a}:") : text;
    }

    [GeneratedRegex(@"(?<!\S)::(?=[A-Za-z])")]
    private static partial Regex Command();

    private static void Append(StringBuilder to, Rune rune)
    {
        switch (rune.Value)
        {
            case '\n': to.Append("\\n"); break;
            case '\r': to.Append("\\r"); break;
            case '\t': to.Append("\\t"); break;
            default:
                if (IsHarmless(rune)) to.Append(rune.ToString());
                else to.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
                break;
        }
    }

    // Format characters reorder or hide what stands around them; separators break a log's line in two.
    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && rune != Rune.ReplacementChar;
}
