using System.Text.Json;
using ReproBuild.Diagnostics;

namespace ReproBuild.Images;

/// <summary>Reads the JSON of images: indexes, manifests, configurations.</summary>
/// <remarks>
/// Strict where two readers could understand two things: a key that stands twice, in whatever case, is refused, since Go
/// takes keys in any case. Unknown keys are passed over, as the specification asks. All members throw
/// <see cref="ReproException"/> with <see cref="DiagnosticCodes.MalformedManifest"/>, and with
/// <see cref="DiagnosticCodes.LimitExceeded"/> for JSON that is nested too deep.
/// </remarks>
public static class ImageJson
{
    /// <summary>Reads an index or a Docker manifest list.</summary>
    /// <param name="json">Its bytes.</param>
    /// <param name="name">What it is called in messages.</param>
    public static ImageIndex ParseIndex(ReadOnlySpan<byte> json, string name)
    {
        using var document = JsonNodeReader.Parse(json, name);
        var root = document.Root;
        CheckSchema(root);
        if (root.Optional("layers") is not null || root.Optional("config") is not null) throw root.Malformed("it is an index and a manifest at once");
        return new ImageIndex(root.Text("mediaType") ?? MediaTypes.OciIndex, [.. root.Array("manifests").Select(Descriptor)], root.Map("annotations"));
    }

    /// <summary>Reads an image manifest.</summary>
    /// <inheritdoc cref="ParseIndex"/>
    public static ImageManifest ParseManifest(ReadOnlySpan<byte> json, string name)
    {
        using var document = JsonNodeReader.Parse(json, name);
        var root = document.Root;
        CheckSchema(root);
        if (root.Optional("manifests") is not null) throw root.Malformed("it is an index and a manifest at once");
        var config = root.Optional("config") ?? throw root.Malformed("it names no config");
        return new ImageManifest(root.Text("mediaType") ?? MediaTypes.OciManifest, Descriptor(config), [.. root.Array("layers").Select(Descriptor)], root.Map("annotations"));
    }

    /// <summary>Reads an image configuration.</summary>
    /// <inheritdoc cref="ParseIndex"/>
    public static ImageConfig ParseConfig(ReadOnlySpan<byte> json, string name)
    {
        using var document = JsonNodeReader.Parse(json, name);
        var root = document.Root;
        var rootfs = root.Optional("rootfs") ?? throw root.Malformed("it has no rootfs");
        return new ImageConfig(
            Platform(root) ?? throw root.Malformed("it names no os and architecture"),
            root.Text("created"),
            [.. rootfs.Array("diff_ids").Select(d => d.Digest())],
            [.. root.Array("history").Select(History)],
            root.Optional("config")?.Map("Labels") ?? new Dictionary<string, string>())
        {
            OnBuild = [.. root.Optional("config")?.Array("OnBuild").Select(trigger => trigger.String("OnBuild")) ?? []],
        };
    }

    private static HistoryEntry History(JsonNodeReader node) =>
        new(node.Text("created"), node.Text("created_by"), node.Text("comment"), node.Flag("empty_layer"));

    private static Descriptor Descriptor(JsonNodeReader node) => new(
        node.Text("mediaType") ?? throw node.Malformed("a descriptor has no mediaType"),
        (node.Optional("digest") ?? throw node.Malformed("a descriptor has no digest")).Digest(),
        node.Size("size"))
    {
        Platform = node.Optional("platform") is { } platform ? Platform(platform) : null,
        ArtifactType = node.Text("artifactType"),
        Annotations = node.Map("annotations"),
    };

    // Null where a maker gives an empty platform ({}, the .NET SDK): that says as little as none.
    private static Platform? Platform(JsonNodeReader node) =>
        node.Text("os") is { Length: > 0 } os && node.Text("architecture") is { Length: > 0 } architecture
            ? new Platform(os, architecture, Filled(node.Text("variant")), Filled(node.Text("os.version")))
            : null;

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static void CheckSchema(JsonNodeReader root)
    {
        if (root.Optional("schemaVersion") is not { Value: { ValueKind: JsonValueKind.Number } version } || !version.TryGetInt32(out int number) || number != 2)
        {
            throw root.Malformed("its schemaVersion is not 2");
        }
    }
}
