using ReproBuild.Causes;
using ReproBuild.Linting.Shell;

namespace ReproBuild.Linting.Rules;

/// <summary>git clone takes what a branch holds that day.</summary>
internal sealed class MovingClone : CommandRule
{
    private static readonly HashSet<string> ValueOptions =
        ["-b", "--branch", "--depth", "-o", "--origin", "-c", "--config", "-C", "--reference", "--shallow-since", "--shallow-exclude", "--separate-git-dir", "-j", "--jobs", "--filter", "--revision", "-u", "--upload-pack", "--template"];

    protected override LintWords? Check(LintStep step, ShellCommand command)
    {
        if (command.Name != "git") return null;
        var line = CommandLine.Read(command.Arguments, ValueOptions);
        if (line.Operands is not [{ Text: "clone" }, var source, ..] || !source.Text.Contains("://", StringComparison.Ordinal) && !source.Text.StartsWith("git@", StringComparison.Ordinal)) return null;
        if (line.Has("--revision") || (line.Has("-b", "--branch") && !NamesBranch(command)) || IsSettled(step)) return null;

        string? folder = line.Operands.Count > 2 ? line.Operands[2].Text : source.IsLiteral ? FolderOf(source.Text) : null;
        string? paste = folder is null || line.Has("--depth") || step.Instruction.IsJson || command.Group is not null
            ? null
            : LineEdits.Apply(step, command, LineEdits.Insert(command.End, $" && git -C {folder} checkout <commit>"));
        return new LintWords(UncheckedAdd.Code, UncheckedAdd.Title,
            $"git clone takes what a branch of {Names.One(source.Text)} holds that day: a build of another day has other source.",
            new Remedy("Check out one commit.", paste));
    }

    private static bool NamesBranch(ShellCommand clone)
    {
        var words = clone.Arguments.Select(a => a.Text).ToList();
        int at = words.FindLastIndex(w => w is "-b" or "--branch");
        string? given = at >= 0 && at + 1 < words.Count ? words[at + 1] : words.LastOrDefault(w => w.StartsWith("--branch=", StringComparison.Ordinal))?["--branch=".Length..];
        return given is not null && MovingNames.IsBranch(given);
    }

    // Whatever moves to one commit afterwards, in any RUN of the stage.
    private static bool IsSettled(LintStep step) =>
        step.Stage.Instructions.Where(i => i.Keyword == "RUN").SelectMany(i => RunScript.Read(i, step.Shell))
            .Any(c => c.Name == "git" && CommandLine.Read(c.Arguments, ValueOptions).Operands is [{ Text: "checkout" or "reset" or "switch" }, var to, ..] && !MovingNames.IsBranch(to.Text));

    private static string FolderOf(string url)
    {
        string last = url.TrimEnd('/')[(url.TrimEnd('/').LastIndexOfAny(['/', ':']) + 1)..];
        return last.EndsWith(".git", StringComparison.Ordinal) ? last[..^4] : last;
    }
}
