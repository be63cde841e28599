using ReproBuild.Diagnostics;
using ReproBuild.Registries;
using ReproBuild.Rewriting;
using ReproBuild.Sources;

namespace ReproBuild.Building.Dotnet;

/// <summary>
/// The .NET engine with what belongs to it: a base image that comes from a file, or is named by digest, served for as long as the builds
/// last, and the canonical rewrite of each archive.
/// </summary>
/// <remarks>
/// The .NET SDK 10.0.401 believes whatever a registry sends for a digest, manifests and configurations alike. What is served here has
/// been hashed.
/// </remarks>
public sealed class DotnetEngine : IAsyncDisposable
{
    private const string Loopback = "localhost,127.0.0.1";

    private readonly LoopbackRegistry? registry;
    private readonly RegistryClient? client;
    private readonly RegistryBase? fetched;

    private DotnetEngine(DotnetProject project, LoopbackRegistry? registry, IReadOnlyDictionary<string, string> overrides, bool rewrite, Git git, RegistryClient? client = null, RegistryBase? fetched = null)
    {
        (this.registry, this.client, this.fetched) = (registry, client, fetched);
        Builder = new DotnetBuilder(project, overrides, git);
        AfterPass = rewrite ? RewriteAsync : null;
    }

    /// <summary>Builds with it.</summary>
    public DotnetBuilder Builder { get; }

    /// <summary>The canonical rewrite; null where it is not wanted.</summary>
    public AfterPass? AfterPass { get; }

    /// <summary>What was wrong with a base image that was served, if anything was: the SDK only saw an answer that broke off.</summary>
    public ReproException? BaseImageFailure => registry?.Failure;

    /// <summary>What the builds need in their environment.</summary>
    public IReadOnlyDictionary<string, string?> Variables => registry is null
        ? new Dictionary<string, string?>()
        : new Dictionary<string, string?> { ["NO_PROXY"] = Beside("NO_PROXY"), ["no_proxy"] = Beside("no_proxy") };

    /// <summary>Makes an engine ready.</summary>
    /// <param name="project">The project.</param>
    /// <param name="baseImage">The base image, and how to reach it.</param>
    /// <param name="rewrite">Whether archives are rewritten canonically.</param>
    /// <param name="git">Runs git.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ReproException">As <see cref="BaseImageSource.Open"/> and <see cref="RegistryBase.OpenAsync"/>.</exception>
    public static async Task<DotnetEngine> OpenAsync(DotnetProject project, DotnetBase baseImage, bool rewrite, Git git, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(baseImage);
        string folder = Path.GetDirectoryName(project.ProjectFile)!;
        string[] runtimes = project.RuntimeIdentifiers.Count > 0 ? [.. project.RuntimeIdentifiers] : project.RuntimeIdentifier is { } only ? [only] : [];
        RefuseTwice(runtimes);
        var source = string.IsNullOrEmpty(baseImage.Name) ? null : BaseImageSource.TryParse(baseImage.Name, folder);
        if (source is not null)
        {
            var local = LoopbackRegistry.Start(Checked(source.Open(), baseImage.Name!, runtimes));
            // The registry's address changes with every run and must not reach a label.
            return new DotnetEngine(project, local, Overrides(local, ("ContainerGenerateLabelsImageBaseName", "false")), rewrite, git);
        }

        if (baseImage.Pinned is not { } pinned) return new DotnetEngine(project, null, new Dictionary<string, string>(), rewrite, git);

        var client = new RegistryClient(baseImage.Registries);
        RegistryBase? fetched = null;
        try
        {
            fetched = await RegistryBase.OpenAsync(client, pinned, cancellationToken).ConfigureAwait(false);
            var served = LoopbackRegistry.Start(Checked(fetched.Image, pinned.Original, runtimes));
            return new DotnetEngine(project, served, Overrides(served, ("ReproBaseImageName", pinned.Original)), rewrite, git, client, fetched);
        }
        catch
        {
            fetched?.Dispose();
            client.Dispose();
            throw;
        }
    }

    /// <summary>Stops serving the base image, and removes what was fetched of it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (registry is not null) await registry.DisposeAsync().ConfigureAwait(false);
        fetched?.Dispose();
        client?.Dispose();
    }

    private static void RefuseTwice(string[] runtimes)
    {
        if (runtimes.GroupBy(RuntimePlatform.Of).FirstOrDefault(g => g.Key is not null && g.Count() > 1) is { Key: { } platform } twice)
            throw PlatformIndex.Twice(platform, twice);
    }

    private static ServedImage Checked(ServedImage image, string name, string[] runtimes)
    {
        try
        {
            BasePlatforms.Require(image, name, runtimes);
            return image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    private static Dictionary<string, string> Overrides(LoopbackRegistry registry, (string Name, string Value) other) =>
        new() { ["ContainerBaseImage"] = registry.Reference, [other.Name] = other.Value };

    private static Task<BuiltImage> RewriteAsync(BuildPass pass, BuiltImage image, CancellationToken cancellationToken)
    {
        string destination = Path.Combine(pass.WorkDirectory, "rewritten.oci.tar");
        ArchiveRewriter.Rewrite(image.ArchivePath, destination, new RewriteOptions(pass.Plan.Epoch), cancellationToken);
        return Task.FromResult(new BuiltImage(destination));
    }

    private static string Beside(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } own ? $"{own},{Loopback}" : Loopback;
}
