using System.Globalization;
using Microsoft.Build.Framework;
using ReproBuild.Archives;
using ReproBuild.Building;
using ReproBuild.Building.Dotnet;
using ReproBuild.Diagnostics;
using ReproBuild.Sources;
using TaskItem = Microsoft.Build.Utilities.TaskItem;

namespace ReproBuild.Tasks;

/// <summary>Builds an image twice, with no cache, into two archives. Output streams to the log; the logs of both builds are kept.</summary>
public sealed partial class BuildOciTwice : ReproTask
{
    /// <summary>The folder for archives and logs.</summary>
    [Required]
    public string OutputPath { get; set; } = "";

    /// <summary>The epoch: whole seconds since 1970, UTC.</summary>
    [Required]
    public string SourceDateEpoch { get; set; } = "";

    /// <summary><c>auto</c> (the first that serves), <c>dotnet</c>, <c>buildx</c>, <c>buildah</c> or <c>podman</c>.</summary>
    public string Engine { get; set; } = "auto";

    /// <summary>How long one build may take: whole seconds, or hours:minutes:seconds; empty for as long as it likes.</summary>
    public string? Timeout { get; set; }

    /// <summary>Whether to build once and not twice: for an image that is published without being verified.</summary>
    public bool Once { get; set; }

    /// <summary>The archives. Metadata: <c>Pass</c> (1 or 2), <c>Log</c>, <c>Files</c> (a list of where the image's files come from), <c>Seconds</c>, <c>Ended</c> (ISO 8601), <c>Images</c> (their digests).</summary>
    [Output]
    public ITaskItem[] Archives { get; set; } = [];

    /// <summary>The engine that built.</summary>
    [Output]
    public string? UsedEngine { get; set; }

    /// <summary>What a reader of the verdict must know: what was done to the archives, and what was not varied.</summary>
    [Output]
    public string? Remarks { get; set; }

    /// <inheritdoc/>
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var plan = new BuildPlan
        {
            ProjectDirectory = ProjectDirectory,
            OutputDirectory = Absolute(OutputPath)!,
            Epoch = Sources.SourceDateEpoch.Parse(SourceDateEpoch, "SourceDateEpoch"),
            DockerfilePath = Absolute(Dockerfile),
            ContextDirectory = Absolute(Context),
            Target = string.IsNullOrWhiteSpace(Target) ? null : Target.Trim(),
            Platforms = PlanInputs.Platforms(Platforms),
            BuildArguments = PlanInputs.Arguments(BuildArguments),
            NamedContexts = Contexts(),
            Builder = string.IsNullOrWhiteSpace(Builder) ? null : Builder.Trim(),
            Timeout = PlanInputs.Timeout(Timeout),
        };
        await (Engine == "dotnet" ? BuildProjectAsync(plan, cancellationToken) : BuildDockerfileAsync(plan, cancellationToken)).ConfigureAwait(false);
    }

    private async Task BuildProjectAsync(BuildPlan plan, CancellationToken cancellationToken)
    {
        var project = Project();
        await using var engine = await DotnetEngine.OpenAsync(project, Base(), Rewrite, new Git(), cancellationToken).ConfigureAwait(false);
        try
        {
            await BuildAsync(engine.Builder, plan with { Environment = engine.Variables }, engine.AfterPass, cancellationToken).ConfigureAwait(false);
        }
        catch (ReproException e) when (engine.BaseImageFailure is { } cause)
        {
            // What the SDK says of a base image that was refused is how it broke, not why.
            throw new ReproException(cause.Diagnostic, e);
        }
        Remarks = (Rewrite ? "rewritten canonically" : "not rewritten")
            + (engine.Builder.VariesPath || Once ? "" : $"; the path of the source was not varied, since {engine.Builder.BoundToPath}'s output depends on it")
            // A solution names one that nobody asked for: Debug.
            + (project.GlobalProperties.TryGetValue("Configuration", out string? configuration) && !configuration.Equals("Release", StringComparison.OrdinalIgnoreCase)
                && configuration.Length > 0 ? $"; configuration {configuration}, where dotnet publish takes Release" : "");
    }

    private async Task BuildDockerfileAsync(BuildPlan plan, CancellationToken cancellationToken)
    {
        var builder = await new EngineSelector(new Git()).SelectAsync(Engine, plan, new TaskBuildLog(Log, Report), cancellationToken).ConfigureAwait(false);
        await BuildAsync(builder, plan, null, cancellationToken).ConfigureAwait(false);
    }

    private async Task BuildAsync(IImageBuilder builder, BuildPlan plan, AfterPass? afterPass, CancellationToken cancellationToken)
    {
        UsedEngine = builder.Name;
        var log = new TaskBuildLog(Log, Report);
        var twice = new TwiceBuilder(builder);
        if (Once)
        {
            Archives = [Marked(1, await twice.RunOnceAsync(plan, log, afterPass, cancellationToken).ConfigureAwait(false))];
            return;
        }
        var result = await twice.RunAsync(plan, log, afterPass, cancellationToken).ConfigureAwait(false);
        Archives = [Marked(1, result.First), Marked(2, result.Second)];
    }

    private static TaskItem Marked(int number, FinishedPass pass)
    {
        var item = Item(number, pass);
        using var archive = ImageArchive.Open(pass.ArchivePath);
        BuiltArchive.Mark(item, archive);
        return item;
    }

    internal static TaskItem Item(int number, FinishedPass pass)
    {
        var item = new TaskItem(DifferenceItem.Escape(pass.ArchivePath));
        item.SetMetadata("Pass", number.ToString(CultureInfo.InvariantCulture));
        item.SetMetadata("Log", DifferenceItem.Escape(pass.LogPath ?? ""));
        item.SetMetadata("Files", DifferenceItem.Escape(pass.FilesPath ?? ""));
        item.SetMetadata("Seconds", pass.Duration.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture));
        item.SetMetadata("Ended", pass.Ended.ToString("O", CultureInfo.InvariantCulture));
        return item;
    }
}
