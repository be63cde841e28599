using ReproBuild.Images;

namespace ReproBuild.Archives;

/// <summary>Reads the images of a docker-archive: manifest.json names a configuration and layers by file, and no digest but what names happen to hold.</summary>
internal sealed class DockerReader(IBlobStore store)
{
    public ImageSet Read(BlobRange manifest)
    {
        string name = $"manifest.json of \"{store.Path}\"";
        using var document = JsonNodeReader.Parse(BlobBytes.Read(manifest, Limits.MaxManifestBytes, nameof(Limits.MaxManifestBytes), name), name, array: true);
        List<Descriptor> configs = [];
        var images = new ImageSet { Index = new ImageIndex(MediaTypes.OciIndex, configs, new Dictionary<string, string>()) };
        foreach (var item in document.Root.Items())
        {
            if (configs.Count == Limits.MaxManifests) throw Limits.Exceeded(nameof(Limits.MaxManifests), Limits.MaxManifests, $"{name} names more images");
            var image = ReadImage(item, images);
            if (configs.Any(c => c.Digest == image.Digest)) continue;
            configs.Add(image.ConfigDescriptor);
            images.Images.Add(image);
        }
        return configs.Count > 0 ? images : throw ArchiveErrors.NotAnArchive(store.Path, "its manifest.json names no image");
    }

    private PlatformImage ReadImage(JsonNodeReader item, ImageSet images)
    {
        string file = item.Text("Config") ?? throw item.Malformed("it names no Config");
        string what = $"the configuration \"{file}\" of \"{store.Path}\"";
        var range = Find(file) ?? throw ArchiveErrors.BlobMissing(what, store.Path);
        byte[] bytes = BlobBytes.Read(range, Limits.MaxConfigBytes, nameof(Limits.MaxConfigBytes), what);
        var descriptor = new Descriptor(MediaTypes.DockerConfig, Digest.Of(bytes), bytes.Length);
        CheckName(file, descriptor.Digest, what);
        images.Files[descriptor.Digest] = range;

        var config = ImageJson.ParseConfig(bytes, what);
        string[] files = [.. item.Array("Layers").Select(l => l.String("Layers"))];
        if (files.Length != config.DiffIds.Count) throw item.Malformed($"an image has {files.Length} Layers and its configuration {config.DiffIds.Count} diff_ids");
        var layers = files.Select((f, i) => ReadLayer(f, i, config.DiffIds[i], images)).ToArray();
        return new PlatformImage(config.Platform, null, null, descriptor, config, layers);
    }

    private ImageLayer ReadLayer(string file, int index, Digest diffId, ImageSet images)
    {
        string what = $"layer {index + 1} (\"{file}\") of \"{store.Path}\"";
        var range = Find(file) ?? throw ArchiveErrors.BlobMissing(what, store.Path);
        // Called layer.tar whatever it is: the .NET SDK stores gzip under that name.
        var compression = LayerSniffer.Sniff(range, what);
        if (compression != LayerCompression.None) images.KnownByDiffId.Add(diffId);
        images.Files[diffId] = range;
        return new ImageLayer(index, new Descriptor(MediaTypeOf(compression), diffId, range.Length), diffId);
    }

    private static string MediaTypeOf(LayerCompression compression) => compression switch
    {
        LayerCompression.Gzip => MediaTypes.DockerLayerGzip,
        LayerCompression.Zstd => MediaTypes.DockerLayerZstd,
        _ => MediaTypes.DockerLayer,
    };

    /// <summary>Makers name a configuration after its digest (<c>hex.json</c>, <c>blobs/sha256/hex</c>); where one does, the name must be true.</summary>
    private static void CheckName(string file, Digest found, string what)
    {
        string name = file[(file.LastIndexOf('/') + 1)..];
        if (name.EndsWith(".json", StringComparison.Ordinal)) name = name[..^5];
        if (Digest.TryParse("sha256:" + name, out var promised) && promised != found) throw ArchiveErrors.DigestLie(what, promised, found);
    }

    private BlobRange? Find(string file) => store.FindFile(ArchivePath.Normalize(file));
}
