using ReproBuild.Linting.Shell;

namespace ReproBuild.Linting;

/// <summary>A rule about single commands of RUN.</summary>
internal abstract class CommandRule : ILintRule
{
    public IEnumerable<LintFinding> Check(LintSubject subject) =>
        from step in subject.Steps
        from command in step.Commands
        let words = Check(step, command)
        where words is not null
        select step.At(command, words);

    /// <summary>What is to be told of a command; null for nothing.</summary>
    protected abstract LintWords? Check(LintStep step, ShellCommand command);
}
