using System.Text;

namespace ReproBuild.Dockerfiles;

/// <summary>Reads the flags behind a keyword: words that start with two hyphens, before the first that does not.</summary>
/// <remarks>
/// BuildKit resolves quotes and escapes in flags here, and the escape is always the backslash, whatever the escape
/// directive says. Any keyword may be followed by flags; which are allowed is decided later.
/// </remarks>
internal static class FlagReader
{
    /// <param name="line">The logical line.</param>
    /// <param name="start">Behind the keyword.</param>
    /// <param name="end">Behind the line's last character.</param>
    /// <param name="argumentStart">Where the arguments start.</param>
    public static IReadOnlyList<InstructionFlag> Read(LogicalLine line, int start, int end, out int argumentStart)
    {
        List<InstructionFlag>? flags = null;
        string text = line.Text;
        for (int i = start; ;)
        {
            while (i < end && char.IsWhiteSpace(text[i])) i++;
            argumentStart = i;
            if (i + 1 >= end || text[i] != '-' || text[i + 1] != '-') return flags ?? (IReadOnlyList<InstructionFlag>)[];

            int flagStart = i;
            var word = ReadWord(text, ref i, end);
            if (word is "--")
            {
                argumentStart = i;
                return flags ?? (IReadOnlyList<InstructionFlag>)[];
            }

            (flags ??= new(1)).Add(Flag(line, word, flagStart, i));
        }
    }

    private static ReadOnlySpan<char> ReadWord(string text, ref int i, int end)
    {
        int start = i;
        while (i < end && text[i] is not ('\'' or '"' or '\\') && !char.IsWhiteSpace(text[i])) i++;
        if (i == end || char.IsWhiteSpace(text[i])) return text.AsSpan(start, i - start);

        var word = new StringBuilder().Append(text, start, i - start);
        char quote = '\0';
        for (; i < end; i++)
        {
            char c = text[i];
            if (quote == '\0' && char.IsWhiteSpace(c)) break;
            if (quote == '\0' && c is '\'' or '"') quote = c;
            else if (quote != '\0' && c == quote) quote = '\0';
            else if (c != '\\') word.Append(c);
            else if (i + 1 < end) word.Append(text[++i]);
            else quote = '\0';
        }

        return word.ToString();
    }

    private static InstructionFlag Flag(LogicalLine line, ReadOnlySpan<char> word, int start, int end)
    {
        int equals = word.IndexOf('=');
        var name = equals < 0 ? word[2..] : word[2..equals];
        int written = line.Text.IndexOf('=', start, end - start);
        int valueStart = equals < 0 || written < 0 ? end : written + 1;
        return new InstructionFlag(
            name.ToString(), equals < 0 ? null : word[(equals + 1)..].ToString(), line.Span(start, end), line.Span(valueStart, end));
    }
}
