using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace ReproBuild.Dockerfiles;

/// <summary>One rule of a <c>.dockerignore</c> file.</summary>
/// <remarks>moby/patternmatcher: a pattern with <c>**</c>, and one that matches a folder, matches all that lies in it.</remarks>
internal sealed class IgnorePattern
{
    private readonly Regex regex;

    private IgnorePattern(Regex regex, bool includes) => (this.regex, Includes) = (regex, includes);

    /// <summary>Whether the rule takes back an exclusion: it starts with <c>!</c>.</summary>
    public bool Includes { get; }

    public static bool TryParse(
        string rule, [NotNullWhen(true)] out IgnorePattern? pattern, [NotNullWhen(false)] out string? reason)
    {
        (pattern, reason) = (null, null);
        bool includes = rule.StartsWith('!');
        string text = includes ? rule[1..].Trim() : rule;
        if (text.Length == 0)
        {
            reason = "\"!\" must be followed by a pattern.";
            return false;
        }

        text = Clean(text);
        if (text.Length > 1 && text[0] == '/') text = text[1..];
        if (Translate(text) is not { } expression)
        {
            reason = $"\"{rule}\" is no pattern: a \"[\" is not closed or empty, or a \"\\\" escapes nothing.";
            return false;
        }

        try
        {
            // Without backtracking, so that no pattern makes this slow.
            pattern = new IgnorePattern(
                new Regex(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline), includes);
            return true;
        }
        catch (Exception e) when (e is NotSupportedException or ArgumentException)
        {
            reason = $"\"{rule}\" is a pattern that is too long, or has a range that runs backwards.";
            return false;
        }
    }

    public bool MatchesPathOrFolder(string path)
    {
        if (regex.IsMatch(path)) return true;
        for (int slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            if (regex.IsMatch(path.AsSpan(0, slash))) return true;
        }

        return false;
    }

    /// <summary>The shortest path that means the same, as Go's <c>filepath.Clean</c> finds it.</summary>
    private static string Clean(string path)
    {
        bool rooted = path[0] == '/';
        var parts = new List<string>();
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0 && parts[^1] != "..") parts.RemoveAt(parts.Count - 1);
            else if (!rooted) parts.Add(part);
        }

        string cleaned = string.Join('/', parts);
        return rooted ? "/" + cleaned : cleaned.Length == 0 ? "." : cleaned;
    }

    private static string? Translate(string text)
    {
        // "**x" is any path that ends in x, and not, as further in, x in any folder; only while nothing else in it is special.
        bool ends = text.StartsWith("**", StringComparison.Ordinal) && text.Length > 2 && text.AsSpan(2).IndexOf('/') != 0
            && text.AsSpan(2).IndexOfAny("*?[]\\") < 0;
        if (ends) return "\\A.*" + Regex.Escape(text[2..]) + "\\z";

        var regex = new StringBuilder("\\A");
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '*' && i + 1 < text.Length && text[i + 1] == '*')
            {
                i++;
                if (i + 1 < text.Length && text[i + 1] == '/') i++;
                regex.Append(i + 1 == text.Length ? ".*" : "(?:.*/)?");
            }
            else if (c == '*') regex.Append("[^/]*");
            else if (c == '?') regex.Append("[^/]");
            else if (c == '[')
            {
                if (Class(text, ref i) is not { } set) return null;
                regex.Append(set);
            }
            else if (c != '\\') regex.Append(Regex.Escape(c.ToString()));
            else if (++i < text.Length) regex.Append(Regex.Escape(text[i].ToString()));
            else return null;
        }

        return regex.Append("\\z").ToString();
    }

    /// <summary>Reads <c>[a-z]</c> or <c>[^a-z]</c>, with escapes; null when it is not closed, or empty.</summary>
    private static string? Class(string text, ref int i)
    {
        var set = new StringBuilder("[");
        i++;
        if (i < text.Length && text[i] == '^')
        {
            set.Append('^');
            i++;
        }

        for (int members = 0; i < text.Length; i++, members++)
        {
            if (text[i] == ']') return members > 0 ? set.Append(']').ToString() : null;
            if (!Member(text, ref i, set)) return null;
            if (i + 1 >= text.Length || text[i + 1] != '-') continue;
            set.Append('-');
            i += 2;
            if (i >= text.Length || text[i] == ']' || !Member(text, ref i, set)) return null;
        }

        return null;
    }

    private static bool Member(string text, ref int i, StringBuilder set)
    {
        if (text[i] == '-') return false;
        if (text[i] == '\\' && ++i >= text.Length) return false;
        set.Append($"\\u{(int)text[i]:x4}");
        return true;
    }
}
