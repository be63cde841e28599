using System.Text.Json;
using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;
using ReproBuild.Sources;

namespace ReproBuild.Building;

/// <summary>Builds a Dockerfile with buildah or podman: no daemon, and a storage of its own for each verification.</summary>
public sealed class BuildahBuilder : IDockerfileEngine
{
    private readonly Git git;
    private readonly BuildahProgram program;
    private IReadOnlyDictionary<string, string?> environment = new Dictionary<string, string?>();
    private string? info;
    private string? help;
    private SealedBuild? source;
    private BuildahStorage? storage;

    /// <summary>Uses a program.</summary>
    /// <param name="git">Runs git, for the context.</param>
    /// <param name="program">buildah or podman.</param>
    public BuildahBuilder(Git git, BuildahProgram program) => (this.git, this.program) = (git, program);

    /// <inheritdoc/>
    public string Name => program.Name;

    Task<EngineState> IDockerfileEngine.ProbeAsync(BuildPlan plan, CancellationToken cancellationToken) => ProbeAsync(plan, cancellationToken);

    private async Task<EngineState> ProbeAsync(BuildPlan plan, CancellationToken cancellationToken)
    {
        environment = EngineEnvironment.Of(plan.Environment);
        var answer = await Inquiry.AskAsync(program.Path, [program.BuildCommand, "--help"], environment, cancellationToken).ConfigureAwait(false);
        if (answer is null) return EngineState.Missing($"{Name} is not installed.");
        if (!answer.Succeeded) return EngineState.Broken($"{Name} cannot run: {answer.Error}.");
        help = answer.Output;
        if (BuildahFlags.Of(help, plan.Epoch) is null)
            return EngineState.Broken($"{Name} knows no --timestamp. Update it to a version from 2021 or later.");

        string[] ask = program.WritesArchives ? ["info"] : ["info", "--format", "json"];
        answer = (await Inquiry.AskAsync(program.Path, ask, environment, cancellationToken).ConfigureAwait(false))!;
        if (!answer.Succeeded) return EngineState.Broken($"{Name} cannot use its storage: {answer.Error}.");
        info = answer.Output;
        return info.Contains("\"serviceIsRemote\": true", StringComparison.Ordinal)
            ? EngineState.Broken($"{Name} is a client of a remote service, which gives no storage of its own. Build on that machine, or with buildx.")
            : EngineState.Usable;
    }

    /// <inheritdoc/>
    public async Task PrepareAsync(BuildPlan plan, string workDirectory, IBuildLog log, CancellationToken cancellationToken)
    {
        if (info is null && (await ProbeAsync(plan, cancellationToken).ConfigureAwait(false)).Problem is { } problem)
            throw new ReproException(DiagnosticCodes.EngineUnusable, problem);
        source = await SealedBuild.SealAsync(git, plan, workDirectory, log, cancellationToken).ConfigureAwait(false);
        storage = Storage(workDirectory) ?? throw new ReproException(DiagnosticCodes.EngineUnusable,
            $"{Name} does not say where its storage is. Type \"{Name} info\" to see what is wrong with it.");
    }

    /// <inheritdoc/>
    public async Task<BuiltImage> BuildAsync(BuildPass pass, IBuildLog log, CancellationToken cancellationToken)
    {
        if (source is null || storage is null || help is null) throw new InvalidOperationException("PrepareAsync comes first.");
        string temporary = Directory.CreateDirectory(storage.TemporaryDirectory(pass.Number)).FullName;
        // Cache mounts lie there, too: each build finds them empty.
        // The epoch goes by flags: where --source-date-epoch is known, this variable is its default, beside which --timestamp is refused.
        var changes = new Dictionary<string, string?>(environment, StringComparer.Ordinal) { ["TMPDIR"] = temporary, ["SOURCE_DATE_EPOCH"] = null };

        // Named relative to its folder: a colon in a path would be taken for the beginning of a tag.
        string folder = Path.GetDirectoryName(pass.ArchivePath)!;
        string identity = Path.Combine(pass.WorkDirectory, "image-id");
        bool several = pass.Plan.Platforms.Count > 1;
        var archives = new List<string>();
        foreach (string? platform in (string?[])(pass.Plan.Platforms.Count == 0 ? [null] : [.. pass.Plan.Platforms.Select(p => p.ToString())]))
        {
            if (several) log.Progress($"Build {pass.Number} for {platform} begins.");
            string name = several ? $"{archives.Count + 1}.oci.tar" : Path.GetFileName(pass.ArchivePath);
            string archive = "oci-archive:" + name;
            await RunAsync([
                program.BuildCommand, "--no-cache", "--layers", "--format", "oci",
                .. BuildahFlags.Of(help, pass.Plan.Epoch)!,
                .. platform is null ? Array.Empty<string>() : ["--platform", platform],
                .. Predefined(pass.Plan, platform),
                .. source.IgnoreFile is { } ignore ? ["--ignorefile", ignore] : Array.Empty<string>(),
                .. DockerfileArguments.Of(pass.Plan, source with { DockerfilePath = BuildahStorage.ListItem(source.DockerfilePath) }),
                .. program.WritesArchives ? ["--tag", archive] : (string[])["--iidfile", identity],
                source.ContextDirectory], platform).ConfigureAwait(false);
            if (!program.WritesArchives) await RunAsync(["push", File.ReadAllText(identity).Trim(), archive]).ConfigureAwait(false);
            archives.Add(Path.Combine(folder, name));
            // A base that is still there for one platform loses its name to that for the next: every build begins with none.
            if (several) await Inquiry.AskAsync(program.Path, [.. storage.Arguments, "rmi", "--all", "--force"], environment, cancellationToken).ConfigureAwait(false);
        }
        if (several) PlatformIndex.Write(archives, pass.ArchivePath, pass.Plan.Epoch, cancellationToken);
        return new BuiltImage(pass.ArchivePath);

        Task RunAsync(IReadOnlyList<string> arguments, string? platform = null) => EngineRun.RunAsync(
            new EngineCommand(program.Path, [.. storage.Arguments, .. arguments], folder)
            {
                Environment = changes,
                RecordPath = Path.Combine(pass.WorkDirectory, EngineCommand.RecordName),
            },
            Name, platform is null ? pass.Plan : pass.Plan with { Platforms = [.. pass.Plan.Platforms.Where(p => p.ToString() == platform)] }, source, log, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task CleanUpAsync(string workDirectory)
    {
        if (Storage(workDirectory, mustExist: true) is not { } left) return;
        await ProcessTree.EndInsideAsync(left.Home).ConfigureAwait(false);
        // Working containers keep their root mounted when they are interrupted.
        await Inquiry.AskAsync(program.Path, [.. left.Arguments, "rm", "--all"], environment, CancellationToken.None).ConfigureAwait(false);
        await Inquiry.AskAsync(program.Path, [.. left.Arguments, "rmi", "--all", "--force"], environment, CancellationToken.None).ConfigureAwait(false);
        foreach (string folder in (string[])[left.Home, left.RunRoot])
        {
            try
            {
                if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Files of other users of the namespace: only inside of it are they ours to remove.
                await Inquiry.AskAsync(program.Path, ["unshare", "rm", "-rf", "--", folder], environment, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    // buildah 1.28 lets FROM know none of the platform variables that it has itself; those of the plan come behind them, and count.
    private static IEnumerable<string> Predefined(BuildPlan plan, string? platform)
    {
        var variables = new BuildVariables { Target = plan.Target };
        if (plan.Platforms.FirstOrDefault(p => p.ToString() == platform) is { } target) variables = variables with { TargetPlatform = target };
        return variables.Predefined().SelectMany(v => new[] { "--build-arg", $"{v.Name}={v.Value}" });
    }

    private BuildahStorage? Storage(string workDirectory, bool mustExist = false)
    {
        try
        {
            if (info is null || (mustExist && !Directory.Exists(BuildahStorage.HomeOf(info, workDirectory)))) return null;
            return BuildahStorage.Derive(info, workDirectory);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
