using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Registries;

namespace ReproBuild.Pinning;

/// <summary>Checks from the archive of a build that the image begins with its pinned base, whatever the engine or a registry made of the pin.</summary>
/// <param name="client">Fetches the base: its manifests and configurations, and its layers only where the engine wrote them anew.</param>
/// <param name="epoch">The epoch of the build, in seconds since 1970.</param>
public sealed class BaseCheck(RegistryClient client, long epoch)
{
    /// <summary>Checks images of an archive.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="images">Those of its images that are to begin with this base.</param>
    /// <param name="use">What names the base, and where.</param>
    /// <param name="pinned">The name with the digest that the base must have.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>REPRO2017 where it is another base; REPRO2018 where that is not known; empty where all is well.</returns>
    /// <exception cref="ReproException">REPRO6xxx: the archive is broken, or the registry lies.</exception>
    public async Task<IReadOnlyList<Diagnostic>> CheckAsync(ImageArchive archive, IEnumerable<PlatformImage> images, ImageUse use, ImageReference pinned, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(use);
        ArgumentNullException.ThrowIfNull(pinned);
        var found = new List<Diagnostic>();
        try
        {
            var top = await client.GetManifestAsync(pinned, cancellationToken).ConfigureAwait(false);
            foreach (var image in images)
            {
                var manifest = await ManifestAsync(top, pinned, use.Platform, image.Platform, cancellationToken).ConfigureAwait(false);
                if (manifest is null) found.Add(Unknown(use, pinned, $"it has no manifest for {image.Platform}."));
                else if (await FindAsync(archive, image, use, pinned, top, manifest, cancellationToken).ConfigureAwait(false) is { } finding) found.Add(finding);
            }
        }
        catch (ReproException e) when (RegistryImageResolver.IsNoAnswer(e))
        {
            found.Add(Unknown(use, pinned, e.Diagnostic.Message));
        }

        return found;
    }

    /// <summary>What is told where no registry may be asked: a warning, since that was chosen, and no silence, since nothing was checked.</summary>
    /// <param name="use">What names the base, and where.</param>
    /// <param name="pinned">The name with the digest that the base must have.</param>
    public static Diagnostic NotAsked(ImageUse use, ImageReference pinned)
    {
        ArgumentNullException.ThrowIfNull(use);
        ArgumentNullException.ThrowIfNull(pinned);
        return PinMessages.At(use, DiagnosticCodes.PinNotChecked,
            $"Whether the image begins with its pinned base image \"{pinned.Original}\" is not known: ReproCheckRegistries is false, so no registry was asked.", Severity.Warning);
    }

    private async Task<RemoteManifest?> ManifestAsync(
        RemoteManifest top, ImageReference pinned, string? asked, Platform platform, CancellationToken cancellationToken)
    {
        if (!top.IsIndex) return top;
        var index = ImageJson.ParseIndex(top.Bytes.Span, $"index {top.Descriptor.Digest} of {pinned.Name}");
        string[] parts = (asked ?? platform.ToString()).Split('/', ':');
        var fits = index.Manifests.Where(m => MediaTypes.IsManifest(m.MediaType) && !m.IsAttestation && m.Platform?.Os == parts[0] && m.Platform.Architecture == parts.ElementAtOrDefault(1)).ToList();
        // arm64 and arm64/v8 are one; of several variants the one that is named.
        var chosen = fits.Count == 1 ? fits[0] : fits.FirstOrDefault(m => m.Platform!.Variant == (parts.ElementAtOrDefault(2) ?? platform.Variant)) ?? fits.FirstOrDefault();
        return chosen is null ? null : await client.GetManifestAsync(pinned.WithDigest(chosen.Digest), cancellationToken).ConfigureAwait(false);
    }

    private async Task<Diagnostic?> FindAsync(
        ImageArchive archive, PlatformImage image, ImageUse use, ImageReference pinned, RemoteManifest top, RemoteManifest manifest, CancellationToken cancellationToken)
    {
        using var layout = await BaseLayout.FetchAsync(client, pinned, manifest, cancellationToken).ConfigureAwait(false);
        // Engines take an image for one platform for whichever is asked for.
        if (!top.IsIndex && (layout.Config.Platform.Os, layout.Config.Platform.Architecture) != (image.Platform.Os, image.Platform.Architecture))
            return OtherPlatform(use, pinned, image, layout.Config.Platform);
        return await DifferenceAsync(archive, image, layout, cancellationToken).ConfigureAwait(false) is { } why ? Other(use, pinned, image, why) : null;
    }

    private async Task<string?> DifferenceAsync(ImageArchive archive, PlatformImage image, BaseLayout layout, CancellationToken cancellationToken)
    {
        var wanted = layout.Config.DiffIds;
        if (wanted.Count > image.Layers.Count) return $"it has {image.Layers.Count} layers, and the base alone has {wanted.Count}";
        if (ConfigDescent.Difference(layout.Configuration, archive.ReadBlob(image.ConfigDescriptor, Limits.MaxManifestBytes)) is { } field) return field;

        int[] others = [.. Enumerable.Range(0, wanted.Count).Where(i => image.Layers[i].DiffId != wanted[i])];
        if (others.Length == 0) return null;
        using var original = await layout.OpenAsync(others, cancellationToken).ConfigureAwait(false);
        foreach (int i in others)
        {
            using var was = LayerReader.Open(original, original.Images[0].Layers[i], cancellationToken);
            using var now = LayerReader.Open(archive, image.Layers[i], cancellationToken);
            if (RestampedLayer.Difference(was, now, epoch, cancellationToken) is { } why) return $"layer {i + 1} is {image.Layers[i].DiffId} and not {wanted[i]}: {why}";
        }

        return null;
    }

    private static Diagnostic Other(ImageUse use, ImageReference pinned, PlatformImage image, string why) => PinMessages.At(use, DiagnosticCodes.PinNotHonoured,
        $"The image for {image.Platform} does not begin with its pinned base image \"{pinned.Original}\": {why}. " +
        "Find out what stands between the engine and the registry (a mirror, a cache, a local image of that name), and do not publish this image.");

    private static Diagnostic OtherPlatform(ImageUse use, ImageReference pinned, PlatformImage image, Platform platform) => PinMessages.At(use, DiagnosticCodes.BaseForAnotherPlatform,
        $"The base image \"{pinned.Original}\" is for {platform} alone, and the image for {image.Platform} is built on it. " +
        $"Pin the digest of an index that has {image.Platform}, or do not build for that platform.");

    private static Diagnostic Unknown(ImageUse use, ImageReference pinned, string why) => PinMessages.At(use, DiagnosticCodes.PinNotChecked,
        $"Whether the image begins with its pinned base image \"{pinned.Original}\" is not known: {why} Make its registry reachable, or name a mirror (ReproRegistryMirror). To do without this check, set ReproCheckRegistries=false.");
}
