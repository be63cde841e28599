using System.Text.Json.Nodes;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>Manifests and indexes for images that have none. OCI image specification, <c>manifest.md</c>, <c>image-index.md</c>.</summary>
internal static class ManifestJson
{
    public static byte[] Manifest(string mediaType, Descriptor config, IEnumerable<Descriptor> layers) => CanonicalJson.Write(
        new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = mediaType,
            ["config"] = Node(config),
            ["layers"] = new JsonArray([.. layers.Select(Node)]),
        },
        "manifest");

    public static byte[] Index(IEnumerable<Descriptor> manifests) => CanonicalJson.Write(
        new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = MediaTypes.OciIndex,
            ["manifests"] = new JsonArray([.. manifests.Select(Node)]),
        },
        "index");

    private static JsonObject Node(Descriptor blob)
    {
        var node = new JsonObject { ["mediaType"] = blob.MediaType, ["digest"] = blob.Digest.ToString(), ["size"] = blob.Size };
        if (blob.ArtifactType is { } type) node["artifactType"] = type;
        if (blob.Annotations.Count > 0) node["annotations"] = new JsonObject(blob.Annotations.Select(a => KeyValuePair.Create<string, JsonNode?>(a.Key, a.Value)));
        if (blob.Platform is not { } platform) return node;

        var on = new JsonObject { ["os"] = platform.Os, ["architecture"] = platform.Architecture };
        if (platform.Variant is not null) on["variant"] = platform.Variant;
        if (platform.OsVersion is not null) on["os.version"] = platform.OsVersion;
        node["platform"] = on;
        return node;
    }
}
