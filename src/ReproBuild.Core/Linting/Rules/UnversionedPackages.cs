using ReproBuild.Causes;
using ReproBuild.Linting.Packages;
using ReproBuild.Linting.Shell;

namespace ReproBuild.Linting.Rules;

/// <summary>Packages are installed in whatever version there is that day.</summary>
internal sealed class UnversionedPackages : CommandRule
{
    public const string Code = "REPRO3415", Title = "Packages without versions";

    protected override LintWords? Check(LintStep step, ShellCommand command)
    {
        foreach (var manager in PackageManagers.All)
        {
            if (manager.Read(command, manager.Verbs) is not { } call || call.Line.Has(manager.PinningOptions)) continue;
            if (step.HasSnapshot(manager)) continue;
            // A name that a variable holds, or a part of it, may have its version there.
            var floating = call.Operands.Where(o => o.IsLiteral && o.Text.Length > 0 && manager.IsPackage(o.Text) && !manager.IsExact(o.Text)).ToList();
            if (floating.Count == 0) continue;

            string? paste = LineEdits.Apply(step, command, [.. floating.Select(o => LineEdits.Replace(o, manager.WithVersion(o.Text)))]);
            string it = floating.Count == 1 ? "its version" : "their versions", whichever = floating.Count == 1 ? "whichever version" : "whichever versions";
            return new LintWords(Code, Title,
                $"{call.Name} takes {Names.List(floating.Select(o => o.Text))} in {whichever} {manager.Source} has that day: a build of another day makes another image, and two builds of one day do not show it.",
                new Remedy($"Say {it}, which `{manager.LookUp}` tells{(manager.Snapshot is null ? "" : ", or install from a snapshot of the distribution, an address with its day and hour")}.", paste));
        }

        return null;
    }
}
