using System.Text;
using System.Text.RegularExpressions;

namespace ReproBuild.Dockerfiles;

/// <summary>The patterns of <c>${x#p}</c>, <c>${x%p}</c> and <c>${x/p/r}</c>: <c>*</c>, <c>?</c> and escapes, no brackets.</summary>
internal static class ShellPattern
{
    public static string TrimStart(string value, string pattern, bool longest)
    {
        var match = Compile(pattern, longest, "\\A").Match(value);
        return match.Success ? value[match.Length..] : value;
    }

    // The shortest end is the shortest start of the reversed text: a pattern reads leftmost first.
    public static string TrimEnd(string value, string pattern, bool longest) =>
        Reverse(TrimStart(Reverse(value), ReversePattern(pattern), longest));

    public static string Replace(string value, string pattern, string replacement, bool all)
    {
        var regex = Compile(pattern, longest: true, "");
        var result = new StringBuilder();
        int copied = 0, lastEnd = -1;
        for (var match = regex.Match(value); match.Success; match = match.NextMatch())
        {
            // Nothing, found right behind a match, is no match of its own.
            if (match.Length == 0 && match.Index == lastEnd) continue;
            result.Append(value, copied, match.Index - copied).Append(replacement);
            copied = lastEnd = match.Index + match.Length;
            ShellLexer.Guard(result.Length);
            if (!all) break;
        }

        return result.Append(value, copied, value.Length - copied).ToString();
    }

    private static Regex Compile(string pattern, bool longest, string prefix)
    {
        var regex = new StringBuilder(prefix);
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            if (c == '*')
            {
                regex.Append(longest ? ".*" : ".*?");
            }
            else if (c == '?')
            {
                regex.Append('.');
            }
            else if (c == '\\')
            {
                char next = i + 1 < pattern.Length ? pattern[i + 1] : '\0';
                if (next is '}' or '/') continue;
                if (next is not ('*' or '?' or '\\')) throw new ShellSyntaxException($"\"{pattern}\" escapes what needs no escape.");
                regex.Append('\\').Append(next);
                i++;
            }
            else
            {
                regex.Append(Regex.Escape(c.ToString()));
            }
        }

        try
        {
            // Without backtracking, so that no Dockerfile makes this slow.
            return new Regex(regex.ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException)
        {
            throw new ShellSyntaxException("A pattern in \"${…}\" is too long.");
        }
    }

    private static string Reverse(string value) => string.Create(value.Length, value, (span, text) =>
    {
        text.CopyTo(span);
        span.Reverse();
    });

    // An escape and what it escapes stay in their order.
    private static string ReversePattern(string pattern)
    {
        var reversed = new char[pattern.Length];
        int to = pattern.Length;
        for (int from = 0; from < pattern.Length;)
        {
            int length = pattern[from] == '\\' && from + 1 < pattern.Length ? 2 : 1;
            to -= length;
            pattern.CopyTo(from, reversed, to, length);
            from += length;
        }

        return new string(reversed);
    }
}
