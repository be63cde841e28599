using ReproBuild.Dockerfiles;
using ReproBuild.Linting.Packages;
using ReproBuild.Linting.Shell;

namespace ReproBuild.Linting;

/// <summary>One instruction of a stage that is built.</summary>
/// <param name="dockerfile">The Dockerfile.</param>
/// <param name="given">What the build gives to variables.</param>
/// <param name="stage">The stage.</param>
/// <param name="instruction">The instruction.</param>
/// <param name="isInImage">Whether what it writes is a layer of the image: its stage is the target, or one that the target starts from.</param>
/// <param name="shell">The words of SHELL that count here.</param>
/// <param name="snapshots">What the whole Dockerfile says of snapshots.</param>
internal sealed class LintStep(
    Dockerfile dockerfile, BuildVariables given, Stage stage, Instruction instruction, bool isInImage, IReadOnlyList<string> shell, SnapshotAddresses snapshots)
{
    private IReadOnlyList<ShellCommand>? commands;

    public Dockerfile Dockerfile => dockerfile;

    public Stage Stage => stage;

    public Instruction Instruction => instruction;

    public bool IsInImage => isInImage;

    public IReadOnlyList<string> Shell => shell;

    /// <summary>The commands of a RUN; none for other instructions.</summary>
    public IReadOnlyList<ShellCommand> Commands => commands ??= instruction.Keyword == "RUN" ? RunScript.Read(instruction, shell) : [];

    /// <summary>Whether the Dockerfile names an address, wherever in it, that never serves a package manager other packages.</summary>
    public bool HasSnapshot(PackageManager manager) => manager.Snapshot is { } address && snapshots.Has(address);

    /// <summary>The value of a variable that the commands see; null where the Dockerfile sets none.</summary>
    public string? Variable(string name) => VariableScope.OfStage(dockerfile, given, stage, instruction).Find(name)?.Value;

    /// <summary>Whether an ARG or ENV gives the commands a variable, whatever its value.</summary>
    public bool Declares(string name) =>
        Variable(name) is not null
        || stage.Instructions.TakeWhile(i => i != instruction).Any(i => i.Keyword is "ARG" or "ENV" && i.Assignments.Any(a => a.Name == name))
        || Commands.SelectMany(c => c.AllWords).Any(w => w.Text.StartsWith(name + "=", StringComparison.Ordinal));

    /// <summary>Whether the commands delete something at a path or below it.</summary>
    public bool Removes(string path) => Commands.Any(c => c.Name is "rm" or "find" or "truncate" && c.Arguments.Any(a => a.Text.StartsWith(path, StringComparison.Ordinal)));

    /// <summary>Whether a path is a mount's, so that nothing of it stays in the layer.</summary>
    public bool IsMounted(string path) => Mounts.Any(mount => path == mount || path.StartsWith(mount.TrimEnd('/') + "/", StringComparison.Ordinal));

    private IEnumerable<string> Mounts => instruction.Flags.Where(f => f is { Name: "mount", Value: not null })
        .SelectMany(f => Csv.Split(f.Value!) ?? [])
        .Select(part => part.Split('=', 2))
        .Where(pair => pair.Length == 2 && pair[0].ToLowerInvariant() is "target" or "dst" or "destination")
        .Select(pair => pair[1]);

    /// <summary>A finding at a command of this step.</summary>
    public LintFinding At(ShellCommand command, LintWords words) => At(command.Place, words);

    /// <summary>A finding at a place of this step.</summary>
    /// <param name="offset">The file's offset.</param>
    /// <param name="words">What is told.</param>
    public LintFinding At(int offset, LintWords words)
    {
        var (line, column) = dockerfile.Map.At(offset);
        return new LintFinding(words.Code, words.Title, words.Sentence, words.Remedy, dockerfile.Path, line, column, instruction.Line, instruction.LogicalText.Trim());
    }
}
