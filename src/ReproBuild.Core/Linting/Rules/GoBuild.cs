using ReproBuild.Causes;
using ReproBuild.Linting.Shell;

namespace ReproBuild.Linting.Rules;

/// <summary>Go writes the folder and the state of the checkout into the program.</summary>
/// <remarks>With both flags the build ID is one of the content alone, so that <c>-ldflags=-buildid=</c> is advised and not asked for.</remarks>
internal sealed class GoBuild : CommandRule
{
    private static readonly HashSet<string> ValueOptions =
        ["-o", "-tags", "-ldflags", "-gcflags", "-asmflags", "-gccgoflags", "-mod", "-modfile", "-p", "-C", "-overlay", "-pkgdir", "-toolexec", "-installsuffix", "-compiler", "-buildmode", "-pgo"];

    protected override LintWords? Check(LintStep step, ShellCommand command)
    {
        if (command.Name != "go" || command.Arguments.FirstOrDefault() is not { Text: "build" or "install" } verb) return null;
        var line = CommandLine.Read(command.Arguments.Skip(1), ValueOptions);
        // Of another module at a version nothing of this checkout is in it; of several packages nothing is kept.
        if (line.Operands.Any(o => o.Text.Contains('@', StringComparison.Ordinal))) return null;
        if (verb.Text == "build" && !line.Has("-o") && line.Operands.Any(o => o.Text.EndsWith("...", StringComparison.Ordinal))) return null;
        // Flags that a variable holds, or that are given in GOFLAGS, are not known, or known to be wanted.
        string flags = GoFlags(step);
        if (flags.Contains('$', StringComparison.Ordinal) || command.Arguments.Any(a => !a.IsLiteral && a.Text.StartsWith('$'))) return null;

        string[] missing =
        [
            .. line.Has("-trimpath", "--trimpath") || flags.Contains("-trimpath", StringComparison.Ordinal) ? Array.Empty<string>() : ["-trimpath"],
            .. line.Has("-buildvcs", "--buildvcs") || flags.Contains("-buildvcs", StringComparison.Ordinal) ? Array.Empty<string>() : ["-buildvcs=false"],
        ];
        if (missing.Length == 0) return null;

        bool linked = line.Has("-ldflags", "--ldflags") || flags.Contains("-ldflags", StringComparison.Ordinal);
        string added = string.Concat(missing.Concat(linked ? [] : ["-ldflags=-buildid="]).Select(m => " " + m));
        return new LintWords("REPRO3506", "A Go program that knows its checkout",
            $"go {verb.Text} without {string.Join(" and ", missing)} writes {What(missing)} into the program: another checkout makes another image.",
            new Remedy("Leave them out.", LineEdits.Apply(step, command, LineEdits.Insert(verb.End, added))));
    }

    private static string What(string[] missing) => missing switch
    {
        ["-trimpath"] => "the folders of the build",
        ["-buildvcs=false"] => "the commit, and whether the checkout is clean,",
        _ => "the folders of the build, the commit, and whether the checkout is clean,",
    };

    private static string GoFlags(LintStep step) =>
        string.Join(' ', step.Commands.SelectMany(c => c.AllWords).Where(w => w.Text.StartsWith("GOFLAGS=", StringComparison.Ordinal)).Select(w => w.Text).Append(step.Variable("GOFLAGS")));
}
