using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ReproBuild.Archives;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>An image of a docker-archive, with the manifest that such archives lack: its configuration and layers as they are stored.</summary>
internal static class DockerBase
{
    /// <inheritdoc cref="OciBase.Open"/>
    public static ServedImage Open(ImageArchive archive, string? tag)
    {
        var named = ImagesNamed(archive, tag);
        if (named is not [var only]) throw OciBase.WrongName(archive, tag, Items(archive).SelectMany(TagsOf));

        var image = new ServedImage(archive);
        image.Add(only.ConfigDescriptor, () => archive.OpenBlob(only.ConfigDescriptor));
        var layers = only.Layers.Select(layer => AddLayer(image, archive, layer)).ToArray();
        return image.WithTop(image.Add(MediaTypes.DockerManifest, ManifestJson.Manifest(MediaTypes.DockerManifest, only.ConfigDescriptor, layers)));
    }

    // A docker-archive tells what a layer unpacks to, and not what its stored bytes hash to, which is what a registry goes by.
    private static Descriptor AddLayer(ServedImage image, ImageArchive archive, ImageLayer layer)
    {
        using var stream = archive.OpenBlob(layer.Blob);
        var blob = layer.Blob with { Digest = Digest.FromHash(HashAlgorithmName.SHA256, SHA256.HashData(stream)) };
        image.Add(blob, () => archive.OpenBlob(layer.Blob));
        return blob;
    }

    private static PlatformImage[] ImagesNamed(ImageArchive archive, string? tag)
    {
        var ids = Items(archive)
            .Where(item => tag is null || TagsOf(item).Any(name => name == tag || name.EndsWith(':' + tag, StringComparison.Ordinal)))
            .Select(item => Digest.Of(archive.ReadFile(item["Config"]!.GetValue<string>())))
            .ToHashSet();
        return [.. archive.Images.Where(image => ids.Contains(image.Digest))];
    }

    private static IEnumerable<JsonObject> Items(ImageArchive archive) =>
        CanonicalJson.ParseArray(archive.ReadFile("manifest.json"), $"manifest.json of \"{archive.Path}\"").OfType<JsonObject>();

    private static IEnumerable<string> TagsOf(JsonObject item) =>
        (item["RepoTags"] as JsonArray ?? []).OfType<JsonValue>().Select(tag => tag.ToString());
}
