using ReproBuild.Causes;

namespace ReproBuild.Linting.Rules;

/// <summary>A package manager leaves its logs, with the times of the installation, in the image.</summary>
internal sealed class PackageLogs : ILintRule
{
    private static readonly HashSet<string> Changes =
        ["install", "reinstall", "upgrade", "dist-upgrade", "full-upgrade", "update", "remove", "purge", "autoremove", "build-dep", "-i", "--install", "-r", "--remove", "-P", "--purge", "--configure"];

    public IEnumerable<LintFinding> Check(LintSubject subject)
    {
        foreach (var step in subject.Steps.Where(s => s.IsInImage && !s.IsMounted("/var/log")))
        {
            if (step.Commands.FirstOrDefault(c => Writes(c.Name, c.Arguments.Select(a => a.Text))) is not { } command || step.Removes("/var/log")) continue;
            var run = step.Instruction;
            string? paste = LineEdits.Apply(step.Dockerfile, run.KeywordSpan.Offset, run.KeywordSpan.End, [LineEdits.Insert(run.KeywordSpan.End, " --mount=type=tmpfs,target=/var/log")]);
            yield return step.At(run.KeywordSpan.Offset, new LintWords("REPRO3401", "Log files",
                $"{command.Name} leaves logs in /var/log that tell the times of the installation, so that every build is another image.",
                new Remedy("Keep logs out of the layer: mount a temporary file system over /var/log, or delete them in the same RUN.", paste)));
        }
    }

    private static bool Writes(string? program, IEnumerable<string> words) => program switch
    {
        // "apt-get update" logs nothing.
        "apt-get" or "apt" or "aptitude" => words.Any(w => w != "update" && Changes.Contains(w)) && !words.Any(w => w is "-s" or "--simulate" or "--dry-run"),
        "dpkg" => words.Any(Changes.Contains),
        "dnf" or "dnf5" or "yum" => words.Any(Changes.Contains),
        _ => false,
    };
}
