using ReproBuild.Causes;
using ReproBuild.Linting.Packages;
using ReproBuild.Linting.Shell;

namespace ReproBuild.Linting.Rules;

/// <summary>There is a lock file, and the command may go past it.</summary>
internal sealed class UnlockedInstall : CommandRule
{
    protected override LintWords? Check(LintStep step, ShellCommand command)
    {
        if (PackageManagers.Npm is var npm && npm.Read(command, npm.Verbs) is { Operands.Count: 0 } call && !call.Line.Has("-g", "--global", "--package-lock-only"))
        {
            return new LintWords(UnversionedPackages.Code, UnversionedPackages.Title,
                $"{call.Name} takes other versions than the lock file's wherever package.json allows them and the lock file does not fit, and then writes the lock file anew.",
                new Remedy("Install what the lock file says, or fail.", LineEdits.Apply(step, command, LineEdits.Replace(call.Verb, "ci"))));
        }

        if (PackageManagers.Cargo is var cargo && cargo.Read(command, cargo.Verbs) is { } install && !install.Line.Has(cargo.LockOption!, "--frozen"))
        {
            return new LintWords(UnversionedPackages.Code, UnversionedPackages.Title,
                $"{install.Name} without {cargo.LockOption} builds with whichever versions of its dependencies are the newest that day.",
                new Remedy("Build with those of the package's lock file.", LineEdits.Apply(step, command, LineEdits.Insert(install.Verb.End, " " + cargo.LockOption))));
        }

        return null;
    }
}
