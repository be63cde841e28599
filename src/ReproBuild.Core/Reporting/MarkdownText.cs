using System.Text;
using ReproBuild.Comparing;

namespace ReproBuild.Reporting;

/// <summary>Text from strangers, fit for Markdown: it stays text, whatever it holds.</summary>
internal static class MarkdownText
{
    // Nobody sees it, and no forge takes what it parts for a mention, an issue or a link.
    private const char Joiner = '\u2060';

    /// <summary>Text for the running sentence or a table's cell: no markup, no HTML, no mentions, no links.</summary>
    public static string Plain(string text, int limit = 400)
    {
        var safe = new StringBuilder();
        foreach (char c in Printable.Escape(text, limit).Replace("://", ":" + Joiner + "//", StringComparison.Ordinal))
        {
            if (c is '<') safe.Append("&lt;");
            else if (c is '>') safe.Append("&gt;");
            else if (c is '&') safe.Append("&amp;");
            else if (c is '@' or '#') safe.Append('\\').Append(c).Append(Joiner);
            else if (c is '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '(' or ')' or '!' or '|' or '~' or '+' or '$' or '^') safe.Append('\\').Append(c);
            else safe.Append(c);
        }

        return safe.ToString().Replace("www.", "www" + Joiner + ".", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Text as code in a line or in a table's cell.</summary>
    public static string Code(string text, int limit = 200)
    {
        string safe = Printable.Escape(text, limit);
        if (safe.Length == 0) return "";

        // A cell ends at a bar even within code, and there alone a backslash before it is not shown.
        string ticks = Fence(safe, 1);
        string edge = safe[0] is '`' or ' ' || safe[^1] is '`' or ' ' ? " " : "";
        return ticks + edge + safe.Replace("|", "\\|", StringComparison.Ordinal) + edge + ticks;
    }

    /// <summary>Lines of code in a block of their own.</summary>
    public static string Block(string text, string language)
    {
        string safe = string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => Printable.Escape(line, 2000)));
        string fence = Fence(safe, 3);
        return $"{fence}{language}\n{safe}\n{fence}\n";
    }

    private static string Fence(string text, int least)
    {
        int longest = 0, run = 0;
        foreach (char c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return new string('`', Math.Max(least, longest + 1));
    }
}
