using System.Text;

namespace ReproBuild.Dockerfiles;

/// <summary>Parts the value of <c>--mount</c>: comma-separated, quotes doubled inside quotes, as RFC 4180 has it.</summary>
/// <remarks>By hand, because the place of each field matters to whoever edits it, and what Go refuses must be refused.</remarks>
internal static class Csv
{
    /// <returns>The fields; null when the text is empty or a quote stands where none may.</returns>
    public static List<string>? Split(string text)
    {
        if (text.Length == 0) return null;

        var fields = new List<string>();
        for (int i = 0; ; i++)
        {
            string? field = i < text.Length && text[i] == '"' ? Quoted(text, ref i) : Plain(text, ref i);
            if (field is null) return null;
            fields.Add(field);
            if (i >= text.Length) return fields;
        }
    }

    private static string? Plain(string text, ref int i)
    {
        int start = i;
        while (i < text.Length && text[i] != ',') i++;
        string field = text[start..i];
        return field.Contains('"', StringComparison.Ordinal) ? null : field;
    }

    private static string? Quoted(string text, ref int i)
    {
        var field = new StringBuilder();
        for (i++; i < text.Length; i++)
        {
            if (text[i] != '"')
            {
                field.Append(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == '"')
            {
                field.Append(text[i++]);
            }
            else
            {
                i++;
                return i >= text.Length || text[i] == ',' ? field.ToString() : null;
            }
        }

        return null;
    }
}
