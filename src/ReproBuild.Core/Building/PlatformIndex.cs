using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Registries;

namespace ReproBuild.Building;

/// <summary>Makes one archive of several, each with an image for one platform: their manifests under one index.</summary>
/// <remarks>
/// Engines can do that themselves. The .NET SDK 10.0.401 cuts labels at their second colon and says of no manifest which platform it is for;
/// buildah 1.28 has platforms in the order in which they ended.
/// </remarks>
internal static class PlatformIndex
{
    /// <summary>Makes it. The index stands in <c>index.json</c> as the only entry, as BuildKit writes it.</summary>
    /// <param name="archives">The absolute paths of OCI archives with one image each, in the order of the index.</param>
    /// <param name="destination">The absolute path of the archive to make.</param>
    /// <param name="epoch">The time of its files, in seconds since 1970.</param>
    /// <param name="cancellation">Ends it; nothing is then left.</param>
    /// <exception cref="ReproException">REPRO1005: two images are for one platform. REPRO6xxx: an archive is broken. REPRO1008, REPRO4005: it cannot be written.</exception>
    public static void Write(IReadOnlyList<string> archives, string destination, long epoch, CancellationToken cancellation)
    {
        var open = new List<ImageArchive>();
        try
        {
            open.AddRange(archives.Select(ImageArchive.Open));
            using var writer = new OciArchiveWriter(destination, ArchiveFormat.OciArchive, epoch);
            var manifests = open.Select(archive => Add(archive, writer)).ToArray();
            if (manifests.GroupBy(m => m.Platform).FirstOrDefault(g => g.Count() > 1) is { } twice)
                throw Twice(twice.Key!, archives.Where((_, i) => manifests[i].Platform == twice.Key).Select(Path.GetFileName)!);

            byte[] index = ManifestJson.Index(manifests);
            writer.Commit(ManifestJson.Index([writer.AddBlob(MediaTypes.OciIndex, index)]), cancellation);
        }
        finally
        {
            foreach (var archive in open) archive.Dispose();
        }
    }

    /// <summary>The error for a platform that an index would hold twice: nobody can say which of both is meant.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="names">What would stand for it.</param>
    public static ReproException Twice(Platform platform, IEnumerable<string> names) => new(DiagnosticCodes.BadProperty,
        $"{string.Join(" and ", names)} are both {platform}, and an index holds one image for each platform. Build for one of them only.");

    private static Descriptor Add(ImageArchive archive, OciArchiveWriter writer)
    {
        var image = archive.Images.Single();
        foreach (var blob in image.Layers.Select(l => l.Blob).Prepend(image.ConfigDescriptor)) writer.AddBlob(blob, () => archive.OpenBlob(blob));
        var manifest = image.Manifest!;
        writer.AddBlob(manifest, () => archive.OpenBlob(manifest));
        return new Descriptor(manifest.MediaType, manifest.Digest, manifest.Size) { Platform = image.Config.Platform };
    }
}
