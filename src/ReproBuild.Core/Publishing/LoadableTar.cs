using System.Text;
using System.Text.Json.Nodes;
using ReproBuild.Archives;
using ReproBuild.Images;
using ReproBuild.Registries;

namespace ReproBuild.Publishing;

/// <summary>An image as a tar that engines load: an OCI layout, and for Docker's classic store the <c>manifest.json</c> that it reads instead.</summary>
/// <remarks>It is never a file: it goes straight from the archive into the engine, with every blob checked on its way.</remarks>
internal sealed class LoadableTar
{
    private readonly PushPlan _plan;
    private readonly List<(string Name, long Size, Func<Stream> Open)> _files = [];

    private LoadableTar(PushPlan plan) => _plan = plan;

    /// <summary>The whole image, with the index of its platforms.</summary>
    /// <param name="plan">The image.</param>
    /// <param name="names">A set of annotations for each name that it is to have.</param>
    public static LoadableTar Whole(PushPlan plan, IEnumerable<IReadOnlyDictionary<string, string>> names)
    {
        var tar = new LoadableTar(plan).WithIndex(plan.Manifests[^1].Descriptor, names);
        foreach (var (manifest, bytes) in plan.Manifests) tar.Add(PathOf(manifest.Digest), bytes);
        foreach (var blob in plan.Blobs) tar._files.Add((PathOf(blob.Digest), blob.Size, () => plan.Open(blob)));
        return tar;
    }

    /// <summary>The image of one platform.</summary>
    /// <param name="plan">The image.</param>
    /// <param name="image">The platform's.</param>
    /// <param name="names">A set of annotations for each name that it is to have.</param>
    public static LoadableTar Single(PushPlan plan, PlatformImage image, IEnumerable<IReadOnlyDictionary<string, string>> names)
    {
        var (manifest, bytes) = plan.ManifestOf(image);
        var tar = new LoadableTar(plan).WithIndex(manifest, names);
        tar.Add(PathOf(manifest.Digest), bytes);
        foreach (var blob in BlobsOf(bytes).DistinctBy(b => b.Digest)) tar._files.Add((PathOf(blob.Digest), blob.Size, () => plan.Open(blob)));
        return tar;
    }

    /// <summary>The same with a <c>manifest.json</c> as <c>docker image save</c> writes it.</summary>
    public LoadableTar WithDockerManifest(PlatformImage image, IEnumerable<string> names)
    {
        var blobs = BlobsOf(_plan.ManifestOf(image).Bytes);
        Add("manifest.json", CanonicalJson.Write(
            new JsonArray(new JsonObject
            {
                ["Config"] = PathOf(blobs[0].Digest),
                ["RepoTags"] = new JsonArray([.. names.Select(n => JsonValue.Create(n))]),
                ["Layers"] = new JsonArray([.. blobs.Skip(1).Select(b => JsonValue.Create(PathOf(b.Digest)))]),
            }),
            "manifest.json"));
        return this;
    }

    /// <summary>Writes the tar.</summary>
    public void Write(Stream output, CancellationToken cancellation)
    {
        using var buffered = new BufferedStream(output, 128 << 10);
        var tar = new CanonicalTarWriter(buffered);
        foreach (var (name, size, open) in _files)
        {
            cancellation.ThrowIfCancellationRequested();
            using var content = open();
            tar.Write(new CanonicalTarEntry(Encoding.UTF8.GetBytes(name), TarEntryType.File, 0) { Size = size, Mode = 0b110_100_100 }, content);
        }
        tar.Finish();
    }

    private LoadableTar WithIndex(Descriptor top, IEnumerable<IReadOnlyDictionary<string, string>> names)
    {
        Add("oci-layout", """{"imageLayoutVersion":"1.0.0"}"""u8.ToArray());
        Add("index.json", ManifestJson.Index(names.Select(annotations => top with { Annotations = annotations })));
        return this;
    }

    private void Add(string name, byte[] content) => _files.Add((name, content.Length, () => new MemoryStream(content, writable: false)));

    // The configuration, then the layers.
    private static Descriptor[] BlobsOf(byte[] manifest)
    {
        var parsed = ImageJson.ParseManifest(manifest, "the manifest");
        return [parsed.Config, .. parsed.Layers];
    }

    private static string PathOf(Digest digest) => $"blobs/{digest.Algorithm}/{digest.Hex}";
}
