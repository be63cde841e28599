using System.Globalization;
using System.Text.RegularExpressions;

namespace ReproBuild.Dockerfiles;

/// <summary>A word that opens a here-document: <c>&lt;&lt;EOF</c>, <c>&lt;&lt;-'EOF'</c>, <c>3&lt;&lt;EOF</c>.</summary>
internal sealed partial record HeredocOpening(string Name, int FileDescriptor, bool Expand, bool StripTabs)
{
    /// <summary>The openings of an instruction, in order.</summary>
    /// <exception cref="ShellSyntaxException">The word behind <c>&lt;&lt;</c> does not close its quotes.</exception>
    public static List<HeredocOpening> Find(string logicalText)
    {
        if (!logicalText.Contains("<<", StringComparison.Ordinal)) return [];

        IReadOnlyList<string> words;
        try
        {
            // The escape is the backslash here, whatever the escape directive says.
            words = ShellLexer.Process(logicalText, '\\', _ => null,
                ShellLexerOptions.RawQuotes | ShellLexerOptions.RawEscapes | ShellLexerOptions.KeepUnset).Words;
        }
        catch (ShellSyntaxException)
        {
            // A shell may read it otherwise; to BuildKit, a line with an open quote has no heredocs.
            return [];
        }

        return [.. words.Select(Parse).OfType<HeredocOpening>()];
    }

    /// <summary>Reads one word; null when it opens no heredoc.</summary>
    public static HeredocOpening? Parse(string word)
    {
        var match = Shape().Match(word);
        if (!match.Success || match.Groups[3].Length == 0) return null;

        string rest = match.Groups[3].Value;
        var plain = ShellLexer.Process(rest, '\\', _ => null, ShellLexerOptions.KeepUnset).Words;
        if (plain.Count != 1) return null;

        var quoted = ShellLexer.Process(rest, '\\', _ => null, ShellLexerOptions.KeepUnset | ShellLexerOptions.RawQuotes).Words;
        bool expand = quoted.Count == 1 && Quotes(plain[0]) == Quotes(quoted[0]);
        _ = int.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out int descriptor);
        return new HeredocOpening(plain[0], descriptor, expand, match.Groups[2].Length > 0);
    }

    private static int Quotes(string text) => text.Count(c => c is '\'' or '"');

    [GeneratedRegex(@"\A([0-9]*)<<(-?)([^<]*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
