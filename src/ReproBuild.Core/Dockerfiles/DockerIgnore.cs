using ReproBuild.Diagnostics;

namespace ReproBuild.Dockerfiles;

/// <summary>The rules of a <c>.dockerignore</c> file: which files of a context a build does not get.</summary>
/// <remarks>moby/patternmatcher. The last rule that matches a path, or a folder that it lies in, decides.</remarks>
public sealed class DockerIgnore
{
    private readonly List<IgnorePattern> patterns;

    private DockerIgnore(List<IgnorePattern> patterns) => this.patterns = patterns;

    /// <summary>Rules that exclude nothing.</summary>
    public static DockerIgnore None { get; } = new([]);

    /// <summary>Whether there are no rules.</summary>
    public bool IsEmpty => patterns.Count == 0;

    /// <summary>Finds and reads the file that a build obeys: the Dockerfile's own, else the context's.</summary>
    /// <param name="context">The absolute path of the context.</param>
    /// <param name="dockerfile">
    /// The absolute path of the Dockerfile, beside which <c>&lt;Dockerfile&gt;.dockerignore</c> may stand; null for a context that is not the Dockerfile's.
    /// </param>
    /// <returns>The rules, and the path they were read from; <see cref="None"/> and null when there is no such file.</returns>
    /// <exception cref="ReproException">REPRO3003: it cannot be read, is a folder or a pipe and no file, or a rule is malformed.</exception>
    public static (DockerIgnore Rules, string? Path) Find(string context, string? dockerfile)
    {
        ArgumentNullException.ThrowIfNull(context);
        string? path = new[] { OwnFile(dockerfile), System.IO.Path.Combine(context, ".dockerignore") }.FirstOrDefault(System.IO.Path.Exists);
        if (path is null) return (None, null);

        try
        {
            RegularFile.Require(path);
            return (Parse(File.ReadAllText(path), path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ReproException(
                new Diagnostic(DiagnosticCodes.DockerIgnoreInvalid, $"{path} cannot be read: {e.Message}", File: path), e);
        }
    }

    /// <summary>Where the rules of one Dockerfile alone stand; null where there is no Dockerfile.</summary>
    public static string? OwnFile(string? dockerfile) => dockerfile is null ? null : dockerfile + ".dockerignore";

    /// <summary>Reads the rules.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="path">The absolute path that diagnostics name.</param>
    /// <exception cref="ReproException">REPRO3003, with the line: a rule is malformed.</exception>
    public static DockerIgnore Parse(string text, string path)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(path);
        var patterns = new List<IgnorePattern>();
        string[] lines = text.TrimStart('\uFEFF').Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            // Only a line whose very first character is "#" is a comment.
            if (lines[i].StartsWith('#') || string.IsNullOrWhiteSpace(lines[i])) continue;
            if (!IgnorePattern.TryParse(lines[i].Trim(), out var pattern, out string? reason))
            {
                throw new ReproException(new Diagnostic(DiagnosticCodes.DockerIgnoreInvalid, reason, File: path, Line: i + 1, Column: 1));
            }

            patterns.Add(pattern);
        }

        return new DockerIgnore(patterns);
    }

    /// <summary>Whether a build does not get a file.</summary>
    /// <param name="path">The path within the context, parted by <c>/</c>, with none before it.</param>
    public bool IsExcluded(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        bool excluded = false;
        foreach (var pattern in patterns)
        {
            // A rule that could change nothing is not tried.
            if (pattern.Includes == excluded && pattern.MatchesPathOrFolder(path)) excluded = !pattern.Includes;
        }

        return excluded;
    }
}
