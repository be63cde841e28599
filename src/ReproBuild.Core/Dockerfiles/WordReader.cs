namespace ReproBuild.Dockerfiles;

/// <summary>Parts a text into words at white space that is neither quoted nor escaped; quotes and escapes stay in the words.</summary>
internal static class WordReader
{
    /// <summary>Finds the next word.</summary>
    /// <param name="text">The text.</param>
    /// <param name="i">Where to look from; then, where to look on.</param>
    /// <param name="to">Where the words end.</param>
    /// <param name="escape">The escape character.</param>
    /// <returns>The word's first character and behind its last; null when there is none.</returns>
    public static (int Start, int End)? Next(string text, ref int i, int to, char escape)
    {
        while (i < to)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }

            int start = i;
            int end = ReadWord(text, ref i, to, escape);
            if (end > start) return (start, end);
        }

        return null;
    }

    /// <returns>Behind the word's last character, which is before an escape that has nothing to escape.</returns>
    private static int ReadWord(string text, ref int i, int to, char escape)
    {
        char quote = '\0';
        for (; i < to; i++)
        {
            char c = text[i];
            if (quote == '\0' && char.IsWhiteSpace(c)) return i;
            if (c == escape && quote != '\'')
            {
                if (i + 1 == to)
                {
                    i = to;
                    return to - 1;
                }

                i++;
            }
            else if (quote == '\0' && c is '\'' or '"') quote = c;
            else if (quote != '\0' && c == quote) quote = '\0';
        }

        return to;
    }
}
