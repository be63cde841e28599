using ReproBuild.Dockerfiles;

namespace ReproBuild.Linting.Shell;

/// <summary>The commands that a RUN runs.</summary>
internal static class RunScript
{
    /// <summary>The commands in their order; none where a shell runs them that is not understood.</summary>
    /// <param name="run">The RUN.</param>
    /// <param name="shell">The words of SHELL that count for it.</param>
    public static IReadOnlyList<ShellCommand> Read(Instruction run, IReadOnlyList<string> shell)
    {
        if (run.IsJson)
        {
            if (run.Arguments.Count == 0) return [];
            var command = new ShellCommand { Start = run.Arguments[0].Span.Offset };
            command.Words.AddRange(run.Arguments.Select(a =>
                new ShellWord(ScriptText.At(a.Text, a.Span.Offset), a.Span.Offset, a.Span.End, true, true, [], [])));
            return ShellParser.Parse(command);
        }

        return shell.Count > 0 && ShellNames.IsShell(shell[0]) ? ShellParser.Parse(ScriptText.Of(run), run.Heredocs.Select(ScriptText.Of)) : [];
    }
}
