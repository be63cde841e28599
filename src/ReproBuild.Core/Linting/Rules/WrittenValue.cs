using ReproBuild.Linting.Shell;

namespace ReproBuild.Linting.Rules;

/// <summary>A command whose output is another one in each build, where that output is surely written into the image.</summary>
internal abstract class WrittenValue : CommandRule
{
    protected sealed override LintWords? Check(LintStep step, ShellCommand command) =>
        IsVolatile(command) && (FileOf(step, command) ?? ShellOutput.FileOf(step, command) ?? FileOfVariable(step, command)) is { } file ? Tell(step, command, Names.One(file)) : null;

    /// <summary>Whether the command prints something else each time.</summary>
    protected abstract bool IsVolatile(ShellCommand command);

    /// <summary>The file that the command writes by itself; null where it only prints.</summary>
    protected virtual string? FileOf(LintStep step, ShellCommand command) => null;

    /// <summary>What is told.</summary>
    protected abstract LintWords Tell(LintStep step, ShellCommand command, string file);

    // now=$(date); echo "$now" > /file
    private static string? FileOfVariable(LintStep step, ShellCommand command)
    {
        if (command.Within is not { } owner || !(owner.Words.Count == 0 || owner.Name is "export" or "readonly" or "declare" or "local")) return null;
        if (owner.AllWords.FirstOrDefault(w => w.Commands.Contains(command)) is not { } word || ShellNames.VariableOf(word) is not { } variable) return null;
        return step.Commands.SkipWhile(c => c != owner).Skip(1).Where(c => c.AllWords.Any(w => w.Variables.Contains(variable)))
            .Select(c => ShellOutput.FileOfArguments(step, c)).FirstOrDefault(f => f is not null);
    }
}
