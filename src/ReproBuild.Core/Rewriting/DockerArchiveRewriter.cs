using System.Text.Json.Nodes;
using ReproBuild.Archives;
using ReproBuild.Images;

namespace ReproBuild.Rewriting;

/// <summary>
/// Rewrites a docker-archive, which the .NET SDK makes where the image is in Docker's format. Files are called as the SDK
/// calls them: <c>hex.json</c>, and <c>hex/layer.tar</c> for what is really gzip.
/// </summary>
internal sealed class DockerArchiveRewriter(ImageArchive archive, string destination, RewriteOptions options, CancellationToken cancellation)
{
    private const string ManifestName = "manifest.json";
    private readonly HashSet<string> _known = new(StringComparer.Ordinal) { ManifestName };
    private readonly List<RewrittenImage> _images = [];

    public RewriteResult Rewrite()
    {
        using var files = new StagedFiles(destination);
        var images = new ImageRewriter(archive, options, files.TemporaryFile, cancellation);

        string name = $"{ManifestName} of \"{archive.Path}\"";
        var manifest = CanonicalJson.ParseArray(archive.ReadFile(ManifestName), name);
        foreach (var item in manifest.Cast<JsonObject>()) RewriteImage(item, images, files);
        files.Add(ManifestName, CanonicalJson.Write(manifest, name));
        Unrewritable.RefuseOthers(archive, _known);
        files.CommitTar(options.Epoch, cancellation);
        return new RewriteResult(destination, _images[0].After, _images);
    }

    private void RewriteImage(JsonObject item, ImageRewriter images, StagedFiles files)
    {
        string configFile = item["Config"]!.GetValue<string>();
        _known.Add(configFile);
        var id = Digest.Of(archive.ReadFile(configFile));
        var image = archive.Images.First(i => i.Digest == id);

        var layers = item["Layers"]!.AsArray();
        var diffIds = new List<Digest>();
        foreach (var layer in image.Layers)
        {
            string file = layers[layer.Index]!.GetValue<string>();
            _known.Add(file);
            if (images.IsBase(image, layer))
            {
                files.Add(file, layer.Blob.Size, () => archive.OpenBlob(layer.Blob));
                diffIds.Add(layer.DiffId);
                continue;
            }
            var (rewritten, path) = images.Rewrite(layer);
            string renamed = rewritten.Digest.Hex + "/layer.tar";
            files.Add(renamed, rewritten.Size, () => File.OpenRead(path));
            layers[layer.Index] = renamed;
            diffIds.Add(rewritten.DiffId);
        }

        byte[] config = images.RewriteConfig(image, diffIds);
        var newId = Digest.Of(config);
        item["Config"] = newId.Hex + ".json";
        files.Add(newId.Hex + ".json", config);
        _images.Add(new RewrittenImage(image.Platform, id, newId, newId));
    }
}
