using System.Globalization;
using System.Text.Json.Nodes;

namespace ReproBuild.Rewriting;

/// <summary>Puts the epoch wherever an image says when it was made. What is not there is not added.</summary>
internal sealed class EpochStamps(long epoch)
{
    // OCI image specification, annotations.md; labels of the same names come from builders.
    private static readonly string[] CreationKeys = ["org.opencontainers.image.created", "org.opencontainers.artifact.created"];

    // RFC 3339, section 5.6.
    private readonly string _time =
        DateTimeOffset.FromUnixTimeSeconds(epoch).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Stamps the annotations of an index, a manifest or a descriptor.</summary>
    public void StampAnnotations(JsonObject node) => StampKeys(node["annotations"]);

    /// <summary>Stamps a configuration: <c>created</c>, the labels, and those steps of its history that are not the base image's.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="builtLayers">How many of the topmost layers are ours.</param>
    public void StampConfig(JsonObject config, int builtLayers)
    {
        StampCreated(config);
        StampKeys((config["config"] as JsonObject)?["Labels"]);
        if (config["history"] is JsonArray history) StampHistory(history, builtLayers);
    }

    // Steps are counted from the top, as layers are. The .NET SDK also makes up steps for layers of the base for which the base has
    // none, alike but for the time: those that stand just below ours and say the same are stamped too. Those of the base keep
    // the base's times, which are part of its digest and so never differ.
    private void StampHistory(JsonArray history, int builtLayers)
    {
        int index = history.Count - 1;
        JsonObject? ours = null;
        for (int layers = builtLayers; index >= 0 && layers > 0; index--)
        {
            if (history[index] is not JsonObject step) continue;
            StampCreated(step);
            if (Has(step, "empty_layer")) continue;
            ours = step;
            layers--;
        }
        while (ours is not null && index >= 0 && history[index] is JsonObject step && SayTheSame(step, ours))
        {
            StampCreated(step);
            index--;
        }
    }

    private static bool Has(JsonObject step, string flag) => step[flag] is JsonValue value && value.TryGetValue(out bool set) && set;

    private static bool SayTheSame(JsonObject step, JsonObject other) =>
        JsonNode.DeepEquals(step["created_by"], other["created_by"]) && JsonNode.DeepEquals(step["author"], other["author"]);

    private void StampCreated(JsonObject node)
    {
        if (node["created"] is not null) node["created"] = _time;
    }

    private void StampKeys(JsonNode? map)
    {
        if (map is not JsonObject texts) return;
        foreach (string key in CreationKeys)
        {
            if (texts.ContainsKey(key)) texts[key] = _time;
        }
    }
}
