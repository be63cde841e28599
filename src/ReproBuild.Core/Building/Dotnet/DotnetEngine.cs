using ReproBuild.Diagnostics;
using ReproBuild.Registries;
using ReproBuild.Rewriting;
using ReproBuild.Sources;

namespace ReproBuild.Building.Dotnet;

/// <summary>
/// The .NET engine with what belongs to it: a base image that comes from a file, served for as long as the builds last, and the
/// canonical rewrite of each archive.
/// </summary>
public sealed class DotnetEngine : IAsyncDisposable
{
    private const string Loopback = "localhost,127.0.0.1";

    private readonly LoopbackRegistry? registry;

    private DotnetEngine(DotnetProject project, LoopbackRegistry? registry, bool rewrite, Git git)
    {
        this.registry = registry;
        Builder = new DotnetBuilder(project, Overrides(), git);
        AfterPass = rewrite ? RewriteAsync : null;
    }

    /// <summary>Builds with it.</summary>
    public DotnetBuilder Builder { get; }

    /// <summary>The canonical rewrite; null where it is not wanted.</summary>
    public AfterPass? AfterPass { get; }

    /// <summary>What was wrong with a base image from a file, if anything was: the SDK only saw an answer that broke off.</summary>
    public ReproException? BaseImageFailure => registry?.Failure;

    /// <summary>What the builds need in their environment.</summary>
    public IReadOnlyDictionary<string, string?> Variables => registry is null
        ? new Dictionary<string, string?>()
        : new Dictionary<string, string?> { ["NO_PROXY"] = Beside("NO_PROXY"), ["no_proxy"] = Beside("no_proxy") };

    /// <summary>Makes an engine ready.</summary>
    /// <param name="project">The project.</param>
    /// <param name="baseImage">
    /// The base image: <c>scratch</c>, or an archive as <see cref="BaseImageSource"/> reads it; anything else, null too, is left to the SDK.
    /// </param>
    /// <param name="rewrite">Whether archives are rewritten canonically.</param>
    /// <param name="git">Runs git.</param>
    /// <exception cref="ReproException">As <see cref="BaseImageSource.Open"/>.</exception>
    public static DotnetEngine Open(DotnetProject project, string? baseImage, bool rewrite, Git git)
    {
        ArgumentNullException.ThrowIfNull(project);
        string folder = Path.GetDirectoryName(project.ProjectFile)!;
        var source = string.IsNullOrEmpty(baseImage) ? null : BaseImageSource.TryParse(baseImage, folder);
        return new DotnetEngine(project, source is null ? null : LoopbackRegistry.Start(source.Open()), rewrite, git);
    }

    /// <summary>Stops serving the base image.</summary>
    public ValueTask DisposeAsync() => registry?.DisposeAsync() ?? ValueTask.CompletedTask;

    // The registry's address changes with every run and must not reach a label.
    private Dictionary<string, string> Overrides() => registry is null ? [] : new()
    {
        ["ContainerBaseImage"] = registry.Reference,
        ["ContainerGenerateLabelsImageBaseName"] = "false",
    };

    private static Task<BuiltImage> RewriteAsync(BuildPass pass, BuiltImage image, CancellationToken cancellationToken)
    {
        string destination = Path.Combine(pass.WorkDirectory, "rewritten.oci.tar");
        ArchiveRewriter.Rewrite(image.ArchivePath, destination, new RewriteOptions(pass.Plan.Epoch), cancellationToken);
        return Task.FromResult(new BuiltImage(destination));
    }

    private static string Beside(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } own ? $"{own},{Loopback}" : Loopback;
}
