using ReproBuild.Images;

namespace ReproBuild.Archives;

/// <summary>Reads the images of an OCI layout. OCI image specification, <c>image-layout.md</c>.</summary>
internal sealed class OciReader(IBlobStore store)
{
    private readonly HashSet<(Digest, Platform?)> _seen = [];
    private int _pointers;

    public ImageSet Read()
    {
        CheckLayout();
        string name = $"index.json of \"{store.Path}\"";
        var index = ImageJson.ParseIndex(BlobBytes.Read(store.FindFile("index.json")!, Limits.MaxManifestBytes, nameof(Limits.MaxManifestBytes), name), name);
        var images = new ImageSet { Index = index };
        Visit(index, images, depth: 1);
        if (images.Images.Count > 0) return images;
        if (images.Missing.Count > 0) throw ArchiveErrors.BlobMissing($"the manifest {images.Missing[0].Digest}", store.Path);
        throw ArchiveErrors.NotAnArchive(store.Path, "its index names no image");
    }

    private void CheckLayout()
    {
        // Not asked for: some makers leave it out, and nothing but the version stands in it.
        if (store.FindFile("oci-layout") is not { } file) return;
        string name = $"oci-layout of \"{store.Path}\"";
        using var document = JsonNodeReader.Parse(BlobBytes.Read(file, Limits.MaxManifestBytes, nameof(Limits.MaxManifestBytes), name), name);
        string? version = document.Root.Text("imageLayoutVersion");
        if (version?.StartsWith("1.", StringComparison.Ordinal) != true) throw document.Root.Malformed($"its imageLayoutVersion is \"{version}\" and not 1.0.0");
    }

    private void Visit(ImageIndex index, ImageSet images, int depth)
    {
        if (depth > Limits.MaxNesting) throw Limits.Exceeded(nameof(Limits.MaxNesting), Limits.MaxNesting, $"The indexes of \"{store.Path}\" are nested deeper");
        foreach (var descriptor in index.Manifests)
        {
            if (++_pointers > Limits.MaxManifests) throw Limits.Exceeded(nameof(Limits.MaxManifests), Limits.MaxManifests, $"The indexes of \"{store.Path}\" point to more manifests");
            // Tags of one image, and indexes that share children, say the same thing twice.
            if (_seen.Add((descriptor.Digest, descriptor.Platform))) Visit(descriptor, images, depth);
        }
    }

    private void Visit(Descriptor descriptor, ImageSet images, int depth)
    {
        if (descriptor.IsAttestation) images.Attestations.Add(descriptor);
        else if (!MediaTypes.IsIndex(descriptor.MediaType) && !MediaTypes.IsManifest(descriptor.MediaType))
        {
            throw ArchiveErrors.UnknownMediaType($"{descriptor.Digest}, to which an index of \"{store.Path}\" points,", descriptor.MediaType);
        }
        else if (store.FindBlob(descriptor.Digest) is null) images.Missing.Add(descriptor);
        else if (MediaTypes.IsIndex(descriptor.MediaType)) Visit(ImageJson.ParseIndex(Read(descriptor), Name("index", descriptor)), images, depth + 1);
        else ReadImage(descriptor, images);
    }

    private void ReadImage(Descriptor descriptor, ImageSet images)
    {
        string name = Name("manifest", descriptor);
        var manifest = ImageJson.ParseManifest(Read(descriptor), name);
        if (!MediaTypes.IsConfig(manifest.Config.MediaType))
        {
            images.Artifacts.Add(descriptor);
            return;
        }
        string configName = Name("configuration", manifest.Config);
        var config = ImageJson.ParseConfig(ReadBlob(manifest.Config, Limits.MaxConfigBytes, nameof(Limits.MaxConfigBytes), configName), configName);
        if (config.DiffIds.Count != manifest.Layers.Count)
        {
            throw ArchiveErrors.MalformedJson(name, $"it has {manifest.Layers.Count} layers and its configuration {config.DiffIds.Count} diff_ids");
        }
        var layers = manifest.Layers.Select((blob, i) => new ImageLayer(i, blob, config.DiffIds[i])).ToArray();
        var platform = descriptor.Platform ?? config.Platform;
        if (images.Images.Any(i => i.Digest == descriptor.Digest && i.Platform == platform)) return;
        images.Images.Add(new PlatformImage(platform, descriptor, manifest, manifest.Config, config, layers));
    }

    private byte[] Read(Descriptor descriptor) =>
        ReadBlob(descriptor, Limits.MaxManifestBytes, nameof(Limits.MaxManifestBytes), Name("manifest", descriptor));

    private byte[] ReadBlob(Descriptor blob, long limit, string limitName, string name)
    {
        var range = store.FindBlob(blob.Digest) ?? throw ArchiveErrors.BlobMissing(name, store.Path);
        if (range.Length != blob.Size) throw ArchiveErrors.SizeLie(name, blob.Size, range.Length);
        return BlobBytes.Read(range, blob, limit, limitName, name);
    }

    private string Name(string kind, Descriptor descriptor) => $"the {kind} {descriptor.Digest} of \"{store.Path}\"";
}
