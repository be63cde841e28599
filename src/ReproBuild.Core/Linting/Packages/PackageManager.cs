using System.Text.RegularExpressions;
using ReproBuild.Linting.Shell;

namespace ReproBuild.Linting.Packages;

/// <summary>How a package manager is told what to install, and in which version.</summary>
internal sealed record PackageManager
{
    /// <summary>Its programs' names.</summary>
    public required string[] Programs { get; init; }

    /// <summary>The words that install: <c>install</c>, <c>tool install</c>.</summary>
    public required string[] Verbs { get; init; }

    /// <summary>The words that bring all that is installed to its newest version.</summary>
    public string[] UpgradeVerbs { get; init; } = [];

    /// <summary>The options that take the next word.</summary>
    public IReadOnlySet<string> ValueOptions { get; init; } = new HashSet<string>();

    /// <summary>The options that say the versions, each by itself.</summary>
    public string[] PinningOptions { get; init; } = [];

    /// <summary>The option without which what packages need is not what their lock files say; null for none.</summary>
    public string? LockOption { get; init; }

    /// <summary>Whether an operand names a package, and is no file or address.</summary>
    public required Func<string, bool> IsPackage { get; init; }

    /// <summary>Whether an operand says one version.</summary>
    public required Func<string, bool> IsExact { get; init; }

    /// <summary>An operand with a version to fill in.</summary>
    public required Func<string, string> WithVersion { get; init; }

    /// <summary>Where packages come from.</summary>
    public required string Source { get; init; }

    /// <summary>How a version is found out, as the end of a sentence.</summary>
    public required string LookUp { get; init; }

    /// <summary>What an address looks like that never serves other packages; null where there is none.</summary>
    public Regex? Snapshot { get; init; }

    /// <summary>What a command asks of this package manager; null where it asks nothing, or of another one.</summary>
    /// <param name="command">The command.</param>
    /// <param name="verbs"><see cref="Verbs"/> or <see cref="UpgradeVerbs"/>.</param>
    public PackageCall? Read(ShellCommand command, string[] verbs)
    {
        var arguments = command.Arguments.ToList();
        string? program = command.Name;
        // python3 -m pip
        if (program is not null && program.StartsWith("python", StringComparison.Ordinal) && arguments is [{ Text: "-m" }, { Text: "pip" }, ..])
        {
            program = "pip";
            arguments.RemoveRange(0, 2);
        }

        if (program is null || !Programs.Contains(WithoutVersion(program))) return null;
        var line = CommandLine.Read(arguments, ValueOptions);
        foreach (string verb in verbs)
        {
            string[] words = verb.Split(' ');
            if (line.Operands.Count < words.Length || !line.Operands.Take(words.Length).Select(o => o.Text).SequenceEqual(words)) continue;
            return new PackageCall($"{program} {verb}", line, line.Operands[words.Length - 1], [.. line.Operands.Skip(words.Length)]);
        }

        return null;
    }

    // pip3 and pip3.11 are pip.
    private static string WithoutVersion(string program) => program.StartsWith("pip", StringComparison.Ordinal) ? program.TrimEnd("0123456789.".ToCharArray()) : program;
}
