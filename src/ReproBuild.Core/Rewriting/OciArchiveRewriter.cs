using System.Text.Json.Nodes;
using ReproBuild.Archives;
using ReproBuild.Images;

namespace ReproBuild.Rewriting;

/// <summary>Rewrites an OCI archive or layout: every image that its indexes lead to, and the indexes themselves.</summary>
internal sealed class OciArchiveRewriter(ImageArchive archive, string destination, RewriteOptions options, CancellationToken cancellation)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal) { "index.json", "oci-layout" };
    private readonly Dictionary<Digest, Descriptor> _rewritten = [];
    private readonly List<RewrittenImage> _images = [];

    public RewriteResult Rewrite()
    {
        using var writer = new OciArchiveWriter(destination, archive.Format, options.Epoch);
        var images = new ImageRewriter(archive, options, writer.TemporaryFile, cancellation);

        byte[] index = RewriteIndex(archive.ReadFile("index.json"), $"index.json of \"{archive.Path}\"", images, writer, out var first);
        Unrewritable.RefuseOthers(archive, _known);
        writer.Commit(index, cancellation);
        return new RewriteResult(destination, first, _images);
    }

    private byte[] RewriteIndex(byte[] json, string name, ImageRewriter images, OciArchiveWriter writer, out Digest first)
    {
        var index = CanonicalJson.ParseObject(json, name);
        images.Stamps.StampAnnotations(index);
        Digest? found = null;
        foreach (var child in (index["manifests"] as JsonArray ?? []).Cast<JsonObject>())
        {
            // The .NET SDK writes an empty platform where it knows none; the specification has no such thing.
            if (child["platform"] is JsonObject { Count: 0 }) child.Remove("platform");
            images.Stamps.StampAnnotations(child);
            var rewritten = Rewrite(DescriptorOf(child), images, writer);
            Point(child, rewritten);
            found ??= rewritten.Digest;
        }
        first = found ?? Digest.Of(json);
        return CanonicalJson.Write(index, name);
    }

    private Descriptor Rewrite(Descriptor source, ImageRewriter images, OciArchiveWriter writer)
    {
        if (_rewritten.TryGetValue(source.Digest, out var done)) return done;
        _known.Add(NameOf(source.Digest));
        if (!MediaTypes.IsIndex(source.MediaType)) return _rewritten[source.Digest] = RewriteManifest(source, images, writer);

        string name = $"index {source.Digest} of \"{archive.Path}\"";
        byte[] index = RewriteIndex(archive.ReadBlob(source, Limits.MaxManifestBytes), name, images, writer, out _);
        return _rewritten[source.Digest] = writer.AddBlob(source.MediaType, index);
    }

    private Descriptor RewriteManifest(Descriptor source, ImageRewriter images, OciArchiveWriter writer)
    {
        var image = archive.Images.First(i => i.Manifest!.Digest == source.Digest);
        string name = $"manifest {source.Digest} of \"{archive.Path}\"";
        var manifest = CanonicalJson.ParseObject(archive.ReadBlob(source, Limits.MaxManifestBytes), name);
        images.Stamps.StampAnnotations(manifest);

        var diffIds = new List<Digest>();
        foreach (var layer in image.Layers)
        {
            _known.Add(NameOf(layer.Blob.Digest));
            if (images.IsBase(image, layer))
            {
                writer.AddBlob(layer.Blob, () => archive.OpenBlob(layer.Blob));
                diffIds.Add(layer.DiffId);
                continue;
            }
            var (rewritten, path) = images.Rewrite(layer);
            string type = MediaTypes.IsDocker(layer.Blob.MediaType) ? MediaTypes.DockerLayerGzip : MediaTypes.OciLayerGzip;
            var blob = new Descriptor(type, rewritten.Digest, rewritten.Size);
            writer.AddBlob(blob, () => File.OpenRead(path));
            Point(manifest["layers"]![layer.Index]!.AsObject(), blob);
            diffIds.Add(rewritten.DiffId);
        }

        _known.Add(NameOf(image.ConfigDescriptor.Digest));
        var config = writer.AddBlob(image.ConfigDescriptor.MediaType, images.RewriteConfig(image, diffIds));
        Point(manifest["config"]!.AsObject(), config);
        var result = writer.AddBlob(source.MediaType, CanonicalJson.Write(manifest, name));
        _images.Add(new RewrittenImage(image.Platform, source.Digest, result.Digest, config.Digest));
        return result;
    }

    private static void Point(JsonObject node, Descriptor blob)
    {
        node["mediaType"] = blob.MediaType;
        node["digest"] = blob.Digest.ToString();
        node["size"] = blob.Size;

        // A copy of the blob that the descriptor carries with it; the specification lets it be left out.
        node.Remove("data");
    }

    private static Descriptor DescriptorOf(JsonObject node) =>
        new(node["mediaType"]!.GetValue<string>(), Digest.Parse(node["digest"]!.GetValue<string>()), node["size"]!.GetValue<long>());

    private static string NameOf(Digest digest) => $"blobs/{digest.Algorithm}/{digest.Hex}";
}
