using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Registries;

namespace ReproBuild.Building.Dotnet;

/// <summary>Whether a base image is there for every platform that is to be built.</summary>
/// <remarks>
/// The .NET SDK takes a base for a single platform without asking which: an image for arm64 on a base for amd64 is built, and starts nowhere.
/// </remarks>
internal static class BasePlatforms
{
    /// <summary>Looks at a base image before anything is built.</summary>
    /// <param name="image">The base image.</param>
    /// <param name="name">What the project calls it.</param>
    /// <param name="runtimeIdentifiers">What is to be built.</param>
    /// <exception cref="ReproException">REPRO2022: it is not there for one of them. REPRO6xxx: it is broken.</exception>
    public static void Require(ServedImage image, string name, IEnumerable<string> runtimeIdentifiers)
    {
        string[] wanted = [.. runtimeIdentifiers];
        if (wanted.Length == 0) return;

        var there = Of(image).ToArray();
        foreach (string runtime in wanted)
        {
            if (!there.Any(platform => RuntimePlatform.Serves(platform, runtime)))
                throw Missing($"The base image \"{name}\" is for {string.Join(", ", there.Distinct())}", runtime);
        }
    }

    /// <summary>Looks at an image that was built on a base which nobody has looked at.</summary>
    /// <param name="archive">The absolute path of its archive.</param>
    /// <param name="runtimeIdentifier">What it was built for.</param>
    /// <exception cref="ReproException">REPRO2022: it is for another platform. REPRO6xxx: the archive is broken.</exception>
    public static void Check(string archive, string runtimeIdentifier)
    {
        using var built = ImageArchive.Open(archive);
        foreach (var image in built.Images)
        {
            if (!RuntimePlatform.Serves(image.Config.Platform, runtimeIdentifier))
                throw Missing($"The image that was built says of itself that it is for {PrintableText.Escape(image.Config.Platform.ToString(), 200)}, as its base image does", runtimeIdentifier);
        }
    }

    private static IEnumerable<Platform> Of(ServedImage image)
    {
        var top = image.FindManifest(image.Digest)!;
        if (!MediaTypes.IsIndex(top.MediaType)) return [OfConfig(image, top)];
        return ImageJson.ParseIndex(Read(image, top), $"index {top.Digest}").Manifests
            .Where(m => MediaTypes.IsManifest(m.MediaType) && !m.IsAttestation)
            .Select(m => m.Platform ?? (image.FindManifest(m.Digest) is { } manifest ? OfConfig(image, manifest) : null))
            .OfType<Platform>();
    }

    private static Platform OfConfig(ServedImage image, Descriptor manifest)
    {
        var config = ImageJson.ParseManifest(Read(image, manifest), $"manifest {manifest.Digest}").Config;
        return ImageJson.ParseConfig(Read(image, config), $"configuration {config.Digest}").Platform;
    }

    private static byte[] Read(ServedImage image, Descriptor blob)
    {
        using var stream = image.Open(blob);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static ReproException Missing(string what, string runtimeIdentifier) => new(DiagnosticCodes.BaseForAnotherPlatform,
        $"{what}, and the image is built for {runtimeIdentifier} ({RuntimePlatform.Of(runtimeIdentifier)}). " +
        "Name a base image for all platforms in ContainerBaseImage (by the digest of its index, not of one platform's manifest), or take the platform out of ContainerRuntimeIdentifiers.");
}
