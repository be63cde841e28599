using System.Text;
using System.Text.RegularExpressions;

namespace ReproBuild.Sources;

/// <summary>
/// Which paths a <c>.dockerignore</c> keeps from a build. The engine itself decides what is sent; this only tells a user
/// beforehand. Rules: Docker's documentation of <c>.dockerignore</c> (Go's filepath.Match, with <c>**</c>; the last match wins).
/// </summary>
public sealed class DockerIgnore
{
    private readonly List<(Regex Pattern, bool Excludes)> rules;

    private DockerIgnore(List<(Regex, bool)> rules) => this.rules = rules;

    /// <summary>Reads a file; one that does not exist excludes nothing.</summary>
    public static DockerIgnore Load(string path) => Parse(File.Exists(path) ? File.ReadAllText(path) : "");

    /// <summary>Reads the text of a <c>.dockerignore</c>.</summary>
    public static DockerIgnore Parse(string text)
    {
        var rules = new List<(Regex, bool)>();
        foreach (string line in text.TrimStart('\uFEFF').Split('\n'))
        {
            if (line.StartsWith('#')) continue;
            string pattern = line.Trim();
            bool excludes = !pattern.StartsWith('!');
            if (!excludes) pattern = pattern[1..].TrimStart();
            pattern = Clean(pattern);
            if (pattern.Length > 0) rules.Add((ToRegex(pattern), excludes));
        }
        return new DockerIgnore(rules);
    }

    /// <summary>Whether a path is kept from the build: it, or a folder above it, is matched, and no later rule takes it back.</summary>
    /// <param name="path">A path below the context, with <c>/</c> between the parts.</param>
    public bool Excludes(string path)
    {
        bool excluded = false;
        foreach (var (pattern, excludes) in rules)
            if (excludes != excluded && SelfAndParents(path).Any(pattern.IsMatch)) excluded = excludes;
        return excluded;
    }

    private static IEnumerable<string> SelfAndParents(string path)
    {
        for (int end = path.Length; end > 0; end = path.LastIndexOf('/', end - 1)) yield return path[..end];
    }

    // As Go's filepath.Clean does: no empty parts, no ".", and ".." takes its parent away.
    private static string Clean(string pattern)
    {
        var parts = new List<string>();
        foreach (string part in pattern.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
        }
        return string.Join('/', parts);
    }

    private static Regex ToRegex(string pattern)
    {
        var regex = new StringBuilder("^");
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            if (c == '*' && i + 1 < pattern.Length && pattern[i + 1] == '*')
            {
                i++;
                bool slash = i + 1 < pattern.Length && pattern[i + 1] == '/';
                if (slash) i++;
                regex.Append(slash ? "(.*/)?" : ".*");
            }
            else if (c == '*') regex.Append("[^/]*");
            else if (c == '?') regex.Append("[^/]");
            else if (c == '[' && pattern.IndexOf(']', i + 1) is > 0 and int end)
            {
                regex.Append('[').Append(pattern[(i + 1)..end].Replace("[", "\\[", StringComparison.Ordinal)).Append(']');
                i = end;
            }
            else if (c == '\\' && i + 1 < pattern.Length) regex.Append(Regex.Escape(pattern[++i].ToString()));
            else regex.Append(Regex.Escape(c.ToString()));
        }
        return Compiled(regex.Append('$').ToString());
    }

    // A class such as "[z-a]" is no pattern; the engine will refuse it, and until then it matches nothing.
    private static Regex Compiled(string regex)
    {
        try
        {
            return new Regex(regex, RegexOptions.CultureInvariant | RegexOptions.Singleline);
        }
        catch (ArgumentException)
        {
            return new Regex("(?!)");
        }
    }
}
