namespace ReproBuild.Dockerfiles;

/// <summary>Parts a text into words at white space that is neither quoted nor escaped; quotes and escapes stay in the words.</summary>
internal static class WordReader
{
    public static List<Word> Read(LogicalLine line, int from, int to, char escape)
    {
        var words = new List<Word>();
        string text = line.Text;
        for (int i = from; i < to;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }

            int start = i;
            int end = ReadWord(text, ref i, to, escape);
            if (end > start) words.Add(new Word(text[start..end], line.Span(start, end)));
        }

        return words;
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
