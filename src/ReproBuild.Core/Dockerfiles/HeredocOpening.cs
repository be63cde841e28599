using System.Globalization;

namespace ReproBuild.Dockerfiles;

/// <summary>A word that opens a here-document: <c>&lt;&lt;EOF</c>, <c>&lt;&lt;-'EOF'</c>, <c>3&lt;&lt;EOF</c>.</summary>
internal sealed record HeredocOpening(string Name, int FileDescriptor, bool Expand, bool StripTabs)
{
    /// <summary>The openings of an instruction, in order.</summary>
    /// <exception cref="ShellSyntaxException">The word behind <c>&lt;&lt;</c> does not close its quotes.</exception>
    public static List<HeredocOpening> Find(string logicalText)
    {
        // Without any of these, nothing but white space parts words.
        if (!logicalText.AsSpan().ContainsAny("$'\"\\")) return OfPlainWords(logicalText);

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

        return [.. words.Select(word => Parse(word)).OfType<HeredocOpening>()];
    }

    private static List<HeredocOpening> OfPlainWords(string text)
    {
        var openings = new List<HeredocOpening>(1);
        for (int i = 0; i < text.Length; i++)
        {
            int start = i;
            while (i < text.Length && !char.IsWhiteSpace(text[i])) i++;
            if (Parse(text.AsSpan(start, i - start)) is { } opening) openings.Add(opening);
        }

        return openings;
    }

    /// <summary>Reads one word; null when it opens no heredoc.</summary>
    public static HeredocOpening? Parse(ReadOnlySpan<char> word)
    {
        int mark = 0;
        while (mark < word.Length && char.IsAsciiDigit(word[mark])) mark++;
        if (!word[mark..].StartsWith("<<", StringComparison.Ordinal)) return null;

        bool stripTabs = word[(mark + 2)..].StartsWith('-');
        string rest = word[(mark + (stripTabs ? 3 : 2))..].ToString();
        if (rest.Length == 0 || rest.Contains('<', StringComparison.Ordinal)) return null;

        _ = int.TryParse(word[..mark], CultureInfo.InvariantCulture, out int descriptor);
        if (!rest.AsSpan().ContainsAny("$'\"\\") && !rest.Any(char.IsWhiteSpace)) return new HeredocOpening(rest, descriptor, Expand: true, stripTabs);

        var plain = ShellLexer.Process(rest, '\\', _ => null, ShellLexerOptions.KeepUnset).Words;
        if (plain.Count != 1) return null;

        var quoted = ShellLexer.Process(rest, '\\', _ => null, ShellLexerOptions.KeepUnset | ShellLexerOptions.RawQuotes).Words;
        bool expand = quoted.Count == 1 && Quotes(plain[0]) == Quotes(quoted[0]);
        return new HeredocOpening(plain[0], descriptor, expand, stripTabs);
    }

    private static int Quotes(string text) => text.Count(c => c is '\'' or '"');
}
