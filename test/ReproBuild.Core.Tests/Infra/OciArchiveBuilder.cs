using System.Text.Json.Nodes;
using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Infra;

/// <summary>
/// Makes OCI archives, layout folders and docker-archives, right and wrong: what is wrong is done to <see cref="Files"/>
/// before they are written. Blobs are stored under their digests as soon as they are added.
/// </summary>
public sealed class OciArchiveBuilder
{
    /// <summary>The files of the layout by their paths, written in ordinal order.</summary>
    public SortedDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>The descriptors of index.json.</summary>
    public List<JsonObject> Manifests { get; } = [];

    /// <summary>An archive of these images, each with its platform in index.json.</summary>
    public static OciArchiveBuilder Of(params TestImage[] images)
    {
        var builder = new OciArchiveBuilder();
        foreach (var image in images) builder.Manifests.Add(builder.AddImage(image));
        return builder;
    }

    /// <summary>Stores an image and returns the descriptor of its manifest.</summary>
    public JsonObject AddImage(TestImage image)
    {
        var manifest = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = image.Docker ? MediaTypes.DockerManifest : MediaTypes.OciManifest,
            ["config"] = AddBlob(image.Docker ? MediaTypes.DockerConfig : MediaTypes.OciConfig, Json.Bytes(image.ConfigJson())),
            ["layers"] = new JsonArray([.. image.Layers.Select(l => AddBlob(image.Docker ? DockerType(l.MediaType) : l.MediaType, l.Blob))]),
        };
        image.Manifest?.Invoke(manifest);
        var descriptor = AddBlob((string)manifest["mediaType"]!, Json.Bytes(manifest));
        descriptor["platform"] = image.PlatformJson();
        return descriptor;
    }

    /// <summary>Stores an index of descriptors and returns its own.</summary>
    public JsonObject AddIndex(params JsonObject[] manifests) => AddBlob(MediaTypes.OciIndex, Json.Bytes(IndexOf(manifests)));

    /// <summary>Stores a blob and returns its descriptor.</summary>
    public JsonObject AddBlob(string mediaType, byte[] bytes)
    {
        var digest = Digest.Of(bytes);
        Files[PathOf(digest)] = bytes;
        return new JsonObject { ["mediaType"] = mediaType, ["digest"] = digest.ToString(), ["size"] = bytes.Length };
    }

    public static string PathOf(Digest digest) => $"blobs/{digest.Algorithm}/{digest.Hex}";

    /// <summary>Writes index.json and oci-layout, unless they were put into <see cref="Files"/> by hand.</summary>
    public OciArchiveBuilder Finish()
    {
        Files.TryAdd("oci-layout", """{"imageLayoutVersion":"1.0.0"}"""u8.ToArray());
        Files.TryAdd("index.json", Json.Bytes(IndexOf([.. Manifests])));
        return this;
    }

    /// <summary>The OCI archive's bytes.</summary>
    public byte[] Build()
    {
        Finish();
        var tar = new TarBuilder();
        foreach (var (path, bytes) in Files) tar.File(path, bytes);
        return tar.Build();
    }

    /// <summary>Writes the OCI archive and returns its path.</summary>
    public string Write(TestFolder folder, string name = "image.tar") => folder.Write(name, Build());

    /// <summary>Writes the OCI layout folder and returns its path.</summary>
    public string WriteLayout(TestFolder folder, string name = "layout")
    {
        Finish();
        foreach (var (path, bytes) in Files) folder.Write(Path.Combine(name, path), bytes);
        return folder[name];
    }

    /// <summary>A docker-archive of one image, as skopeo and podman write it: files named after what they hash to.</summary>
    public static byte[] DockerArchive(TestImage image, Action<SortedDictionary<string, byte[]>>? change = null)
    {
        byte[] config = Json.Bytes(image.ConfigJson());
        string configName = Digest.Of(config).Hex + ".json";
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal) { [configName] = config };
        foreach (var layer in image.Layers) files[layer.DiffId.Hex + ".tar"] = layer.Blob;
        files["manifest.json"] = Json.Bytes(new JsonArray(new JsonObject
        {
            ["Config"] = configName,
            ["RepoTags"] = new JsonArray("test:latest"),
            ["Layers"] = new JsonArray([.. image.Layers.Select(l => JsonValue.Create(l.DiffId.Hex + ".tar"))]),
        }));
        change?.Invoke(files);
        var tar = new TarBuilder();
        foreach (var (path, bytes) in files) tar.File(path, bytes);
        return tar.Build();
    }

    private static JsonObject IndexOf(JsonObject[] manifests) => new()
    {
        ["schemaVersion"] = 2,
        ["mediaType"] = MediaTypes.OciIndex,
        ["manifests"] = new JsonArray([.. manifests.Select(m => m.DeepClone())]),
    };

    private static string DockerType(string type) => type switch
    {
        MediaTypes.OciLayer => MediaTypes.DockerLayer,
        MediaTypes.OciLayerGzip => MediaTypes.DockerLayerGzip,
        MediaTypes.OciLayerZstd => MediaTypes.DockerLayerZstd,
        _ => type,
    };
}
