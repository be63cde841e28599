using ReproBuild.Sources;

namespace ReproBuild.Building;

/// <summary>Builds a Dockerfile with BuildKit, through <c>docker buildx build</c>.</summary>
public sealed class BuildxBuilder : IDockerfileEngine
{
    private readonly Git git;
    private readonly string docker;
    private SealedBuild? source;

    /// <summary>Uses a docker program.</summary>
    /// <param name="git">Runs git, for the context.</param>
    /// <param name="docker">The program, by name or absolute path.</param>
    public BuildxBuilder(Git git, string docker = "docker") => (this.git, this.docker) = (git, docker);

    /// <inheritdoc/>
    public string Name => "buildx";

    Task<EngineState> IDockerfileEngine.ProbeAsync(BuildPlan plan, CancellationToken cancellationToken) =>
        new BuildxProbe(docker, plan).RunAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task PrepareAsync(BuildPlan plan, string workDirectory, IBuildLog log, CancellationToken cancellationToken) =>
        source = await SealedBuild.SealAsync(git, plan, workDirectory, log, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<BuiltImage> BuildAsync(BuildPass pass, IBuildLog log, CancellationToken cancellationToken)
    {
        var build = source ?? throw new InvalidOperationException("PrepareAsync comes first.");
        // The archive is named relative to its folder: the option is a list parted by commas, and a path may hold some.
        string folder = Path.GetDirectoryName(pass.ArchivePath)!;
        var command = new EngineCommand(docker, Arguments(pass, build), folder)
        {
            Environment = EngineEnvironment.Of(pass.Plan.Environment),
            RecordPath = Path.Combine(pass.WorkDirectory, EngineCommand.RecordName),
        };
        await EngineRun.RunAsync(command, Name, pass.Plan, build, log, cancellationToken).ConfigureAwait(false);
        return new BuiltImage(pass.ArchivePath);
    }

    /// <inheritdoc/>
    public Task CleanUpAsync(string workDirectory) => Task.CompletedTask;

    private static List<string> Arguments(BuildPass pass, SealedBuild build)
    {
        var plan = pass.Plan;
        return
        [
            "buildx", "build",
            .. plan.Builder is { } builder ? ["--builder", builder] : Array.Empty<string>(),
            "--progress", "plain",
            "--no-cache",
            // Statements about the build hold its time and place; they belong to publishing, not to comparing.
            "--provenance=false", "--sbom=false",
            "--output", "type=oci,dest=" + Path.GetFileName(pass.ArchivePath) + ",rewrite-timestamp=true",
            .. DockerfileArguments.Of(plan, build),
            // --no-cache does not empty cache mounts; a name space of its own gives each build empty ones. Of constant
            // length, should a build print it.
            "--build-arg", "BUILDKIT_CACHE_MOUNT_NS=" + Guid.NewGuid().ToString("N"),
            .. plan.Platforms.Count == 0 ? Array.Empty<string>() : ["--platform", string.Join(',', plan.Platforms)],
            build.ContextDirectory,
        ];
    }
}
