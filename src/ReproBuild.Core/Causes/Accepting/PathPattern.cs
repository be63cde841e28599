using System.Text;
using System.Text.RegularExpressions;

namespace ReproBuild.Causes.Accepting;

/// <summary>A pattern for paths in an image: <c>*</c> stands for anything within a folder, <c>**</c> for any folders.</summary>
/// <remarks>
/// Matched from the image's root to the path's end, letter by letter. <c>app/**</c> is the folder <c>app</c> and all below it: what changes in
/// a folder changes the folder's own times. No pattern takes more than linear time, however hostile the path.
/// </remarks>
public sealed class PathPattern
{
    private readonly Regex _regex;

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">The pattern, with or without <c>/</c> or <c>./</c> before it.</param>
    public PathPattern(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        Text = pattern;
        _regex = new Regex(Translate(ImagePath.Clean(pattern.Trim())), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>Whether a path is meant. One that leads through <c>..</c> never is: it stands elsewhere than it says.</summary>
    /// <param name="path">The path, however the tar writes it.</param>
    public bool Matches(string path) => _regex.IsMatch(ImagePath.Clean(path)) && ImagePath.IsPlain(path);

    private static string Translate(string pattern)
    {
        var regex = new StringBuilder(@"\A");
        string[] parts = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < parts.Length; i++)
        {
            bool last = i == parts.Length - 1;
            if (parts[i] != "**")
            {
                regex.Append(string.Join("[^/]*", parts[i].Split('*').Select(Regex.Escape)));
                if (!last && !(parts[i + 1] == "**" && i + 2 == parts.Length)) regex.Append('/');
            }
            else if (!last) regex.Append("(?:[^/]+/)*");
            else regex.Append(i == 0 ? ".*" : parts[i - 1] == "**" ? "[^/]*" : "(?:/.*)?");
        }

        return regex.Append(@"\z").ToString();
    }
}
