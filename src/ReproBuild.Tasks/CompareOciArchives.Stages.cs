using Microsoft.Build.Framework;
using ReproBuild.Building;
using ReproBuild.Causes;
using ReproBuild.Causes.Blaming;
using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;
using ReproBuild.Sources;

namespace ReproBuild.Tasks;

// How both were built, so that a stage can be built again to find the line that a difference comes from.
public sealed partial class CompareOciArchives
{
    /// <summary>Whether stages may be built again: where two builds differ in what a <c>COPY --from</c> has brought, and never else.</summary>
    public bool BlameStages { get; set; }

    /// <summary>The folder for the archives and logs of stages; needed where <see cref="BlameStages"/> is set.</summary>
    public string? OutputPath { get; set; }

    /// <inheritdoc cref="BuildOciTwice.Context"/>
    public string? BuildContext { get; set; }

    /// <inheritdoc cref="BuildOciTwice.Platforms"/>
    public string? Platforms { get; set; }

    /// <inheritdoc cref="BuildOciTwice.BuildArguments"/>
    public ITaskItem[] BuildArguments { get; set; } = [];

    /// <inheritdoc cref="BuildOciTwice.BuildContexts"/>
    public ITaskItem[] BuildContexts { get; set; } = [];

    /// <inheritdoc cref="BuildOciTwice.LockFile"/>
    public string? LockFile { get; set; }

    /// <inheritdoc cref="BuildOciTwice.Builder"/>
    public string? Builder { get; set; }

    /// <inheritdoc cref="BuildOciTwice.Timeout"/>
    public string? Timeout { get; set; }

    private async Task<Diagnosis> BlameStagesAsync(Diagnosis diagnosis, Dockerfile dockerfile, CancellationToken cancellationToken)
    {
        if (!BlameStages || Absolute(OutputPath) is not { } output)
        {
            return StageBlamer.NotFollowed(diagnosis, dockerfile, TwoBuilds
                ? "was not looked for, since ReproBlameStages is false"
                : "only a build of that stage can tell, and how these images were built is not known: VerifyReproducible builds it");
        }

        if (!StageBlamer.IsNeeded(diagnosis, dockerfile)) return diagnosis;

        var log = new TaskBuildLog(Log, Report);
        try
        {
            // What the two builds were built on: a stage on another base, or on none, would be another stage.
            var given = PlanInputs.Contexts(BuildContexts, path => Absolute(path)!);
            var query = PlanInputs.Query(Target, Platforms, BuildArguments, BuildContexts, path => Absolute(path)!);
            var plan = new BuildPlan
            {
                ProjectDirectory = ProjectDirectory,
                OutputDirectory = output,
                Epoch = Sources.SourceDateEpoch.Parse(SourceDateEpoch ?? "", "SourceDateEpoch"),
                DockerfilePath = dockerfile.Path,
                ContextDirectory = Absolute(BuildContext),
                Platforms = PlanInputs.Platforms(Platforms),
                BuildArguments = PlanInputs.Arguments(BuildArguments),
                NamedContexts = RegistryInputs.Contexts(dockerfile.Path, given, query, RegistryInputs.Pins(Absolute(LockFile), RegistryMirrors)),
                Builder = string.IsNullOrWhiteSpace(Builder) ? null : Builder.Trim(),
                Timeout = PlanInputs.Timeout(Timeout),
            };
            var builder = await new EngineSelector(new Git()).SelectAsync(string.IsNullOrEmpty(Engine) ? "auto" : Engine, plan, log, cancellationToken).ConfigureAwait(false);
            return await new StageBlamer(builder, plan, log).BlameAsync(diagnosis, dockerfile, cancellationToken).ConfigureAwait(false);
        }
        catch (ReproException e) when (e.Diagnostic.Code != DiagnosticCodes.BuildCancelled)
        {
            // The verdict stands whatever is known of its lines.
            log.Progress($"Which line of an earlier stage is to blame was not found out: {e.Diagnostic.Message}");
            return diagnosis;
        }
    }
}
