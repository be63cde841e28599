using ReproBuild.Causes;
using ReproBuild.Linting.Packages;
using ReproBuild.Linting.Shell;

namespace ReproBuild.Linting.Rules;

/// <summary>pip compiles what it installs, and each .pyc names the time at which its source was written.</summary>
internal sealed class PythonBytecode : CommandRule
{
    private static readonly PackageManager Pip = PackageManagers.All.First(m => m.Programs.Contains("pip"));

    protected override LintWords? Check(LintStep step, ShellCommand command)
    {
        if (!step.IsInImage || Pip.Read(command, ["install"]) is not { } call || call.Line.Has("--no-compile", "--dry-run")) return null;
        // With an epoch Python marks by hashes; and what is deleted does not count.
        if (step.Declares("SOURCE_DATE_EPOCH") || step.Declares("PYTHONDONTWRITEBYTECODE") || step.Commands.Any(IsCleaning)) return null;

        return new LintWords("REPRO3501", "Compiled Python that names times",
            $"{call.Name} compiles what it installs, and each .pyc names the second at which its source was written: every build is another image.",
            new Remedy("Compile nothing while installing, or put ARG SOURCE_DATE_EPOCH before this RUN: Python then compares by hashes.",
                LineEdits.Apply(step, command, LineEdits.Insert(call.Verb.End, " --no-compile"))));
    }

    private static bool IsCleaning(ShellCommand command) =>
        command.Name is "find" or "rm" && command.Arguments.Any(a => a.Text.Contains("__pycache__", StringComparison.Ordinal) || a.Text.Contains(".py", StringComparison.Ordinal));
}
