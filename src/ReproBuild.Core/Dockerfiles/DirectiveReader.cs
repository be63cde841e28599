using System.Text.RegularExpressions;

namespace ReproBuild.Dockerfiles;

/// <summary>Recognises directives line by line, until the first line that is none.</summary>
/// <remarks>BuildKit, <c>frontend/dockerfile/parser/directives.go</c>: an empty line, too, ends the directives.</remarks>
internal sealed partial class DirectiveReader(string marker = "#")
{
    private readonly HashSet<string> seen = [];

    /// <summary>Whether a line has been met that is no directive.</summary>
    public bool Done { get; private set; }

    /// <param name="text">The text that the line is in.</param>
    /// <param name="start">The first character of the line.</param>
    /// <param name="end">Behind its last, the line break not counted.</param>
    /// <param name="repeated">Whether the directive has been there before, which is an error in a Dockerfile.</param>
    /// <returns>The name and where the value stands; null when the line is no directive.</returns>
    public (string Name, int ValueStart, int ValueEnd)? Read(string text, int start, int end, out bool repeated)
    {
        repeated = false;
        if (Done) return null;

        var match = text.AsSpan(start, end - start).StartsWith(marker, StringComparison.Ordinal)
            ? Shape().Match(text, start + marker.Length, end - start - marker.Length)
            : Match.Empty;
        string name = match.Groups[1].Value.ToLowerInvariant();
        if (!match.Success || name is not ("syntax" or "escape" or "check"))
        {
            Done = true;
            return null;
        }

        repeated = !seen.Add(name);
        return (name, match.Groups[2].Index, match.Groups[2].Index + match.Groups[2].Length);
    }

    [GeneratedRegex(@"\A\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S|\S.*\S)\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
