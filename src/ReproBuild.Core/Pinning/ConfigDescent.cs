using System.Text.Json.Nodes;
using ReproBuild.Images;

namespace ReproBuild.Pinning;

/// <summary>Tells whether an image's configuration was made from that of its base.</summary>
/// <remarks>
/// What no instruction of a Dockerfile can take away must be there: the base's history, in its order, and the names of its variables.
/// Times are left out, which engines set to the epoch.
/// </remarks>
internal static class ConfigDescent
{
    /// <param name="baseConfiguration">The base's configuration.</param>
    /// <param name="configuration">The image's configuration.</param>
    /// <returns>What differs, one clause; null when it descends from the base's.</returns>
    public static string? Difference(ReadOnlySpan<byte> baseConfiguration, ReadOnlySpan<byte> configuration)
    {
        var was = CanonicalJson.ParseObject(baseConfiguration, "base image's configuration");
        var now = CanonicalJson.ParseObject(configuration, "image's configuration");
        foreach (string field in (string[])["os", "architecture"])
        {
            if (Text(was[field]) != Text(now[field])) return $"its {field} is \"{Text(now[field])}\", and the base's is \"{Text(was[field])}\"";
        }

        return History(Steps(was), Steps(now)) ?? Variables(Names(was), Names(now));
    }

    private static string? History(List<string> was, List<string> now)
    {
        for (int i = 0; i < was.Count; i++)
        {
            if (i == now.Count || was[i] != now[i]) return $"step {i + 1} of its history is not the base's";
        }

        return null;
    }

    private static string? Variables(IEnumerable<string> was, HashSet<string> now) =>
        was.FirstOrDefault(name => !now.Contains(name)) is { } missing ? $"the base's variable {missing} is missing" : null;

    private static List<string> Steps(JsonObject configuration) =>
        [.. (configuration["history"] as JsonArray ?? []).OfType<JsonObject>()
            .Select(step => $"{Text(step["created_by"])}\n{Text(step["comment"])}\n{step["empty_layer"] is JsonValue flag && flag.ToString() == "true"}")];

    private static HashSet<string> Names(JsonObject configuration) =>
        [.. ((configuration["config"] as JsonObject)?["Env"] as JsonArray ?? []).OfType<JsonValue>().Select(v => v.ToString().Split('=')[0])];

    private static string Text(JsonNode? node) => node is JsonValue value ? value.ToString() : "";
}
