using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>An image of an OCI archive or layout, as a registry would hold it: its own manifests and blobs, as they are.</summary>
internal static class OciBase
{
    private const string RefName = "org.opencontainers.image.ref.name";

    /// <summary>Serves an image of an archive.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="tag">The image's name within it; null for the only one.</param>
    /// <exception cref="ReproException">REPRO2020: no such image, or several where none is named.</exception>
    public static ServedImage Open(ImageArchive archive, string? tag)
    {
        var image = new ServedImage(archive);
        var named = archive.Index.Manifests.Where(m => !m.IsAttestation && (tag is null || NameOf(m) == tag)).ToArray();
        if (named is [var only])
        {
            AddAll(image, archive, only);
            return image.WithTop(only);
        }

        // One image for several platforms whose index is the archive's own, as buildah and umoci write it.
        if (tag is null && named.Length > 0 && named.All(m => m.Platform is not null) && named.DistinctBy(m => m.Platform).Count() == named.Length)
        {
            foreach (var manifest in named) AddAll(image, archive, manifest);
            return image.WithTop(image.Add(MediaTypes.OciIndex, ManifestJson.Index(named.Select(m => m with { Annotations = new Dictionary<string, string>() }))));
        }
        throw WrongName(archive, tag, archive.Index.Manifests.Select(NameOf).OfType<string>());
    }

    /// <summary>The error for a name that does not say which image is meant.</summary>
    public static ReproException WrongName(ImageArchive archive, string? tag, IEnumerable<string> names)
    {
        string known = string.Join(", ", names.Distinct().Order(StringComparer.Ordinal).Select(n => $"\"{n}\""));
        string why = tag is null ? "does not hold exactly one image, and none is named" : $"does not hold exactly one image called \"{tag}\"";
        string remedy = known.Length == 0 ? "Export the base image alone." : $"Add a colon and a name to the path; there are {known}.";
        return new ReproException(DiagnosticCodes.AmbiguousBase, $"\"{archive.Path}\" {why}. {remedy}");
    }

    private static void AddAll(ServedImage image, ImageArchive archive, Descriptor top)
    {
        if (image.Find(top.Digest) is not null || !archive.Contains(top.Digest)) return;
        image.Add(top, () => archive.OpenBlob(top));
        if (MediaTypes.IsIndex(top.MediaType))
        {
            var index = ImageJson.ParseIndex(archive.ReadBlob(top, Limits.MaxManifestBytes), $"index {top.Digest} of \"{archive.Path}\"");
            foreach (var child in index.Manifests) AddAll(image, archive, child);
        }
        else if (archive.Images.FirstOrDefault(i => i.Manifest!.Digest == top.Digest) is { ManifestContent: { } manifest })
        {
            foreach (var blob in manifest.Layers.Prepend(manifest.Config)) image.Add(blob, () => archive.OpenBlob(blob));
        }
    }

    private static string? NameOf(Descriptor manifest) => manifest.Annotations.GetValueOrDefault(RefName);
}
