using ReproBuild.Images;

namespace ReproBuild.Archives;

/// <summary>An image for one platform.</summary>
/// <param name="Platform">What it runs on: as the index says, else as the configuration says.</param>
/// <param name="Manifest">Its manifest; null in a docker-archive, which has none.</param>
/// <param name="ManifestContent">What <paramref name="Manifest"/> says; null where that is.</param>
/// <param name="ConfigDescriptor">Its configuration.</param>
/// <param name="Config">What <paramref name="ConfigDescriptor"/> says.</param>
/// <param name="Layers">Its layers, the base's first.</param>
public sealed record PlatformImage(
    Platform Platform,
    Descriptor? Manifest,
    ImageManifest? ManifestContent,
    Descriptor ConfigDescriptor,
    ImageConfig Config,
    IReadOnlyList<ImageLayer> Layers)
{
    /// <summary>Whether a manifest is known, and with it an image digest.</summary>
    public bool HasManifest => Manifest is not null;

    /// <summary>The image digest: the manifest's; in a docker-archive the image ID, which is the configuration's digest.</summary>
    public Digest Digest => (Manifest ?? ConfigDescriptor).Digest;
}
