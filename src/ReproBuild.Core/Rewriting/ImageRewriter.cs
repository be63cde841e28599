using System.Text.Json.Nodes;
using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Rewriting;

/// <summary>The part of a rewrite that does not depend on the archive's form: layers and the configuration.</summary>
/// <param name="archive">The archive to rewrite.</param>
/// <param name="options">The epoch, and which layers are ours.</param>
/// <param name="temporaryFile">Gives a path for a name; deleted by whoever gives it.</param>
/// <param name="cancellation">Ends the work.</param>
internal sealed class ImageRewriter(ImageArchive archive, RewriteOptions options, Func<string, string> temporaryFile, CancellationToken cancellation)
{
    private readonly LayerRewriter _layers = new(options, cancellation);
    private readonly Dictionary<Digest, (RewrittenLayer Layer, string Path)> _done = [];

    /// <summary>The words for times.</summary>
    public EpochStamps Stamps { get; } = new(options.Epoch);

    /// <summary>Whether a layer is the base image's, which is copied byte for byte.</summary>
    /// <exception cref="ReproException">REPRO1005: more layers are said to be ours than there are.</exception>
    public bool IsBase(PlatformImage image, ImageLayer layer)
    {
        if (options.BuiltLayers > image.Layers.Count)
        {
            throw new ReproException(
                DiagnosticCodes.BadProperty,
                $"{options.BuiltLayers} layers are said to be built here, and the image for {image.Platform} in \"{archive.Path}\" has {image.Layers.Count}. Give the number of layers that stand above the base image.");
        }
        return layer.Index < image.Layers.Count - options.BuiltLayers;
    }

    /// <summary>Rewrites a layer. One that several images share is rewritten once.</summary>
    /// <returns>The layer, and the file that holds it.</returns>
    public (RewrittenLayer Layer, string Path) Rewrite(ImageLayer layer)
    {
        if (_done.TryGetValue(layer.DiffId, out var done)) return done;
        string path = temporaryFile($"layer-{_done.Count}");
        return _done[layer.DiffId] = (_layers.Rewrite(archive, layer, path), path);
    }

    /// <summary>Rewrites a configuration.</summary>
    /// <param name="image">The image whose configuration it is.</param>
    /// <param name="diffIds">The new diffIDs of all its layers.</param>
    public byte[] RewriteConfig(PlatformImage image, IReadOnlyList<Digest> diffIds)
    {
        string name = $"configuration {image.ConfigDescriptor.Digest} of \"{archive.Path}\"";
        var config = CanonicalJson.ParseObject(archive.ReadBlob(image.ConfigDescriptor, Limits.MaxConfigBytes), name);
        Stamps.StampConfig(config, options.BuiltLayers);
        config["rootfs"]!["diff_ids"] = new JsonArray([.. diffIds.Select(d => JsonValue.Create(d.ToString()))]);
        return CanonicalJson.Write(config, name);
    }
}
