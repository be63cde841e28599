using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Registries;

namespace ReproBuild.Pinning;

/// <summary>Asks registries through a <see cref="RegistryClient"/>, whose answers are hashed and checked.</summary>
/// <param name="client">The client; it stays its owner's.</param>
public sealed class RegistryImageResolver(RegistryClient client) : IImageResolver
{
    // What says that a registry has nothing to say now; all else that goes wrong is a lie or a defect, and must be heard.
    private static readonly string[] Silence =
    [
        DiagnosticCodes.RegistryUnreachable, DiagnosticCodes.RegistryUntrusted, DiagnosticCodes.AccessDenied, DiagnosticCodes.RegistryBusy,
        DiagnosticCodes.MalformedAnswer, DiagnosticCodes.CredentialsUnusable, DiagnosticCodes.InsecureAnswer,
    ];

    /// <inheritdoc/>
    public async Task<Answer> FindAsync(ImageReference reference, CancellationToken cancellationToken)
    {
        try
        {
            var found = await client.ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
            return new Answer(found.Digest, found.MediaType);
        }
        catch (ReproException e) when (IsNoAnswer(e))
        {
            return new Answer(null, IsMissing: IsMissing(e));
        }
    }

    /// <inheritdoc/>
    public async Task<Resolution> ResolveAsync(ImageReference reference, CancellationToken cancellationToken)
    {
        try
        {
            var manifest = await client.GetManifestAsync(reference, cancellationToken).ConfigureAwait(false);
            var platforms = manifest.IsIndex
                ? Platforms(Index(reference, manifest))
                : [new PlatformManifest((await ConfigAsync(reference, manifest, cancellationToken).ConfigureAwait(false)).Platform, manifest.Descriptor.Digest, manifest.Descriptor.MediaType)];
            return new Resolution { Reference = reference, Image = new ResolvedImage(manifest.Descriptor.Digest, manifest.Descriptor.MediaType, platforms) };
        }
        catch (ReproException e) when (IsNoAnswer(e))
        {
            return new Resolution { Reference = reference, Problem = e.Diagnostic.Message, IsMissing = IsMissing(e) };
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> TriggersAsync(ImageReference reference, ResolvedImage image, Platform platform, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        if ((image.Platforms.FirstOrDefault(p => p.Platform == platform) ?? (image.Platforms is [var first, ..] ? first : null)) is not { } chosen) return [];
        var manifest = await client.GetManifestAsync(reference.WithDigest(chosen.Digest), cancellationToken).ConfigureAwait(false);
        return (await ConfigAsync(reference, manifest, cancellationToken).ConfigureAwait(false)).OnBuild;
    }

    private static IReadOnlyList<PlatformManifest> Platforms(ImageIndex index) =>
    [
        .. index.Manifests.Where(m => m.Platform is not null && !m.IsAttestation && MediaTypes.IsManifest(m.MediaType))
            .Select(m => new PlatformManifest(m.Platform!, m.Digest, m.MediaType))
            .DistinctBy(p => p.Platform),
    ];

    private static ImageIndex Index(ImageReference reference, RemoteManifest manifest) =>
        ImageJson.ParseIndex(manifest.Bytes.Span, $"index {manifest.Descriptor.Digest} of {reference.Name}");

    private async Task<ImageConfig> ConfigAsync(ImageReference reference, RemoteManifest manifest, CancellationToken cancellationToken)
    {
        var config = ImageJson.ParseManifest(manifest.Bytes.Span, $"manifest {manifest.Descriptor.Digest} of {reference.Name}").Config;
        byte[] bytes = await client.ReadBlobAsync(reference, config, Limits.MaxManifestBytes, cancellationToken).ConfigureAwait(false);
        return ImageJson.ParseConfig(bytes, $"configuration {config.Digest} of {reference.Name}");
    }

    private static bool IsMissing(ReproException e) => e.Diagnostic.Code == DiagnosticCodes.ImageNotFound;

    internal static bool IsNoAnswer(ReproException e) => IsMissing(e) || Silence.Contains(e.Diagnostic.Code);
}
