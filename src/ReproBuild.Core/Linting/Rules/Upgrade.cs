using ReproBuild.Causes;
using ReproBuild.Linting.Packages;
using ReproBuild.Linting.Shell;

namespace ReproBuild.Linting.Rules;

/// <summary>All packages are brought to whatever version there is that day.</summary>
internal sealed class Upgrade : CommandRule
{
    protected override LintWords? Check(LintStep step, ShellCommand command)
    {
        foreach (var manager in PackageManagers.All)
        {
            if (manager.Read(command, manager.UpgradeVerbs) is not { } call || call.Line.Has(manager.PinningOptions)) continue;
            if (step.HasSnapshot(manager)) continue;
            return new LintWords(UnversionedPackages.Code, UnversionedPackages.Title,
                $"{call.Name} brings what the base image has to whichever versions {manager.Source} has that day: a build of another day makes another image.",
                new Remedy("Remove it, and refresh the digest of the base image instead: dotnet build -t:PinBaseImages -p:ReproPinUpdate=true."));
        }

        return null;
    }
}
