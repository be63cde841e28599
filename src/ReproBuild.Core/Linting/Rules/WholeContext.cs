using ReproBuild.Causes;
using ReproBuild.Dockerfiles;

namespace ReproBuild.Linting.Rules;

/// <summary>A folder of the context is copied, and no .dockerignore says what of it belongs to the build.</summary>
internal sealed class WholeContext : ILintRule
{
    private const int MostEntries = 20;
    private static readonly HashSet<string> NoInput = new(["bin", "obj", "artifacts", "node_modules", "target", "dist", "out", "__pycache__"], StringComparer.OrdinalIgnoreCase);

    public IEnumerable<LintFinding> Check(LintSubject subject)
    {
        if (subject.Request.Context is not { } context || !Directory.Exists(context)) return [];
        var (rules, _) = DockerIgnore.Find(context, subject.Dockerfile.Path);
        if (!rules.IsEmpty) return [];

        var sources = subject.Steps
            .Where(s => s.Instruction.Keyword is "COPY" or "ADD" && s.Instruction.Flag("from") is null && s.Instruction.Flag("exclude") is null)
            .SelectMany(s => s.Instruction.Arguments.SkipLast(1).Where(a => !a.Text.StartsWith("<<", StringComparison.Ordinal)).Select(a => (Step: s, Source: a, Path: Clean(a.Text))))
            .ToList();
        if (sources.Where(s => s.Path is "" or "*" || IsFolder(context, s.Path)).Select(s => ((LintStep, Word, string)?)s).FirstOrDefault() is not var (step, word, path)) return [];

        // Told once: there is one file to write.
        string what = path is "" or "*" ? "the whole build context" : $"the whole folder {Names.One(path)}";
        return
        [
            step.At(word.Span.Offset, new LintWords("REPRO3102", "No .dockerignore",
                $"{step.Instruction.Keyword} takes {what}, and no .dockerignore says what belongs to the build: whatever lies about in a checkout goes into it, and no two checkouts are alike.",
                new Remedy("Put a .dockerignore into the context, with lines that let in nothing but what the build needs.", IgnoreFile(subject.Dockerfile, context, sources.Select(s => s.Path))))),
        ];
    }

    private static string Clean(string source)
    {
        string path = source.Trim('"').Replace('\\', '/');
        while (path.StartsWith("./", StringComparison.Ordinal)) path = path[2..];
        path = path.Trim('/');
        return path == "." ? "" : path;
    }

    private static bool IsFolder(string context, string path) =>
        path.IndexOfAny(['$', '*', '?', '[', ':']) < 0 && !path.Split('/').Contains("..") && Directory.Exists(Path.Combine(context, path));

    private static string? IgnoreFile(Dockerfile dockerfile, string context, IEnumerable<string> sources)
    {
        var wanted = sources.Where(s => s.IndexOfAny(['$', ':']) < 0).Distinct().ToList();
        if (wanted.Any(s => s is "" or "*"))
        {
            wanted = [.. Directory.EnumerateFileSystemEntries(context).Select(Path.GetFileName).OfType<string>()
                .Where(n => n[0] != '.' && !NoInput.Contains(n) && n != Path.GetFileName(dockerfile.Path) && Path.GetExtension(n) is not (".md" or ".proj" or ".csproj" or ".sln"))
                .Order(StringComparer.Ordinal).Take(MostEntries + 1)];
        }

        return wanted.Count is 0 or > MostEntries ? null : "*\n" + string.Join('\n', wanted.Select(n => "!" + n));
    }
}
