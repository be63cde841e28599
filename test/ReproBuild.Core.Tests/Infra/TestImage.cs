using System.Text.Json.Nodes;
using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Infra;

/// <summary>An image for one platform, for <see cref="OciArchiveBuilder"/>.</summary>
public sealed record TestImage(params TestLayer[] Layers)
{
    public string Os { get; init; } = "linux";
    public string Architecture { get; init; } = "amd64";
    public string? Variant { get; init; }
    public string? Created { get; init; } = "2023-11-14T22:13:20Z";
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>One step a layer where nothing else is said.</summary>
    public IReadOnlyList<HistoryEntry>? History { get; init; }

    /// <summary>Writes Docker's media types and not OCI's.</summary>
    public bool Docker { get; init; }

    /// <summary>Changes the configuration before it is hashed.</summary>
    public Action<JsonObject>? Config { get; init; }

    /// <summary>Changes the manifest before it is hashed.</summary>
    public Action<JsonObject>? Manifest { get; init; }

    public JsonObject ConfigJson()
    {
        var history = History ?? [.. Layers.Select((_, i) => new HistoryEntry(Created, $"step {i + 1}", null, false))];
        var config = new JsonObject
        {
            ["created"] = Created,
            ["architecture"] = Architecture,
            ["os"] = Os,
            ["config"] = new JsonObject { [nameof(Labels)] = Json.Map(Labels) },
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray([.. Layers.Select(l => JsonValue.Create(l.DiffId.ToString()))]) },
            ["history"] = new JsonArray([.. history.Select(Step)]),
        };
        if (Variant is not null) config["variant"] = Variant;
        Config?.Invoke(config);
        return config;
    }

    public JsonObject PlatformJson()
    {
        var platform = new JsonObject { ["architecture"] = Architecture, ["os"] = Os };
        if (Variant is not null) platform["variant"] = Variant;
        return platform;
    }

    private static JsonObject Step(HistoryEntry entry)
    {
        var step = new JsonObject { ["created"] = entry.Created, ["created_by"] = entry.CreatedBy };
        if (entry.Comment is not null) step["comment"] = entry.Comment;
        if (entry.EmptyLayer) step["empty_layer"] = true;
        return step;
    }
}
