using ReproBuild.Causes;

namespace ReproBuild.Linting.Rules;

/// <summary>apt leaves the lists of what there was that day in the image.</summary>
internal sealed class AptLists : CommandRule
{
    private const string Cleaning = "rm -rf /var/lib/apt/lists/* /var/cache/apt/*";

    protected override LintWords? Check(LintStep step, Shell.ShellCommand command)
    {
        if (!step.IsInImage || command.Name is not ("apt-get" or "apt" or "aptitude") || !command.Arguments.Any(a => a.Text == "update")) return null;
        if (step.IsMounted("/var/lib/apt/lists") || step.Removes("/var/lib/apt")) return null;

        var run = step.Instruction;
        bool short_ = !run.IsJson && run.Heredocs.Count == 0 && run.ArgumentSpan.Line == run.ArgumentSpan.EndLine;
        string? paste = short_ ? LineEdits.Apply(step.Dockerfile, run.ArgumentSpan.Offset, run.ArgumentSpan.End, [LineEdits.Insert(run.ArgumentSpan.End, " && " + Cleaning)]) : null;
        return new LintWords("REPRO3403", "apt's lists and caches",
            $"{command.Name} update leaves in /var/lib/apt/lists what the mirror had that day; no container needs it.",
            new Remedy(paste is null ? $"End this RUN with `{Cleaning}`." : "Delete it in the same RUN.", paste));
    }
}
