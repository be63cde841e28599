using System.Text.Json.Nodes;
using ReproBuild.Archives;
using ReproBuild.Comparing;
using ReproBuild.Images;

namespace ReproBuild.Causes.Counterfactuals;

/// <summary>Writes one side of an image in which what is proven is mended, and gives its digest.</summary>
internal sealed class MendedImage(ImageArchive archive, PlatformImage image, bool left, CounterfactualSource source)
{
    private const string Mark = "reprobuild.unexplained.";

    /// <summary>The digest: the manifest's, or the configuration's where images have no manifest.</summary>
    /// <param name="layers">The pairs of layers, in their order.</param>
    /// <param name="byImageId">Whether the configuration counts.</param>
    /// <param name="cancellation">Ends the work.</param>
    public Digest Write(IReadOnlyList<LayerComparison> layers, bool byImageId, CancellationToken cancellation)
    {
        LayerPair[] own = [.. layers.Select(l => l.Layer).Where(l => (left ? l.Left : l.Right) is not null)];
        var plans = image.Layers.Select((_, i) => i < own.Length ? source.Plan.Of(image.Platform, own[i]) : null).ToArray();
        int[] dropped = [.. Enumerable.Range(0, plans.Length).Where(i => plans[i] is { Drop: true }).Reverse()];
        var written = image.Layers.Select((layer, i) => plans[i] is { Drop: false } plan
            ? source.Forecasts.Of(image.Platform, own[i], plan) ?? new MendedLayer(archive, layer, plan, source).Write(cancellation)
            : ((Digest, long)?)null).ToArray();

        byte[] config = Config(written, dropped);
        if (byImageId) return Digest.Of(config);

        var manifest = Read(image.Manifest!, Limits.MaxManifestBytes, "manifest");
        Patch(manifest, DifferenceKind.ManifestField);
        Point(manifest["config"]!.AsObject(), Digest.Of(config), config.Length);
        for (int i = 0; i < written.Length; i++)
        {
            if (written[i] is not var (digest, length)) continue;
            var node = manifest["layers"]![i]!.AsObject();
            node["mediaType"] = MediaTypes.OciLayer;
            Point(node, digest, length);
            if (plans[i]!.KeepsCompression) node[Mark + "blob"] = image.Layers[i].Blob.Digest.ToString();
        }

        foreach (int i in dropped) manifest["layers"]!.AsArray().RemoveAt(i);
        return Digest.Of(CanonicalJson.Write(manifest, "manifest"));
    }

    private byte[] Config((Digest Digest, long)?[] written, int[] dropped)
    {
        var config = Read(image.ConfigDescriptor, Limits.MaxConfigBytes, "configuration");
        Patch(config, DifferenceKind.ConfigField);
        for (int i = 0; i < written.Length; i++)
        {
            if (written[i] is var (digest, _)) config["rootfs"]!["diff_ids"]![i] = digest.ToString();
        }

        foreach (int i in dropped) config["rootfs"]!["diff_ids"]!.AsArray().RemoveAt(i);
        return CanonicalJson.Write(config, "configuration");
    }

    private JsonObject Read(Descriptor blob, long limit, string what) =>
        CanonicalJson.ParseObject(archive.ReadBlob(blob, limit), $"{what} {blob.Digest} of \"{archive.Path}\"");

    private void Patch(JsonObject document, DifferenceKind kind)
    {
        foreach (var (field, canonical, explained) in source.Plan.Documents(image.Platform, kind))
        {
            // What nothing explains stays, also where the document is written anew around it.
            if (!explained || !DocumentPatch.Set(document, field.Name, canonical)) document[Mark + field.Name] = left ? field.Left : field.Right;
        }
    }

    private static void Point(JsonObject node, Digest digest, long size)
    {
        node["digest"] = digest.ToString();
        node["size"] = size;

        // A copy of the blob that the descriptor carries with it.
        node.Remove("data");
    }
}
