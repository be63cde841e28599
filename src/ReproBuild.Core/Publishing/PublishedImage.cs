using System.Text;
using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Registries;

namespace ReproBuild.Publishing;

/// <summary>What there is to tell of an image that is published.</summary>
/// <param name="Top">The manifest; of an image for several platforms, the index.</param>
/// <param name="Content">The text that <paramref name="Top"/> points to.</param>
/// <param name="Platforms">The image of each platform.</param>
public sealed record PublishedImage(Descriptor Top, string Content, IReadOnlyList<PublishedPlatform> Platforms)
{
    /// <summary>Reads it from the archive that is published.</summary>
    /// <exception cref="ReproException">REPRO7011: the archive is not one image. REPRO6003 to REPRO6008: it is broken.</exception>
    public static PublishedImage Of(ImageArchive archive, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(archive);
        var plan = PushPlan.Of(archive, cancellation);
        var (top, bytes) = plan.Manifests[^1];
        return new PublishedImage(top, Encoding.UTF8.GetString(bytes), [.. archive.Images.Select(Platform)]);

        PublishedPlatform Platform(PlatformImage image)
        {
            var (manifest, text) = plan.ManifestOf(image);
            byte[] configuration = archive.ReadBlob(image.ConfigDescriptor, Limits.MaxConfigBytes);
            return new PublishedPlatform(image.Platform, manifest, Encoding.UTF8.GetString(text), Encoding.UTF8.GetString(configuration));
        }
    }
}
