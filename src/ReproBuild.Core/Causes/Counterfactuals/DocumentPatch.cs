using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReproBuild.Causes.Counterfactuals;

/// <summary>Sets fields of a JSON document by the paths that the comparer gives them.</summary>
internal static class DocumentPatch
{
    /// <summary>Sets a field, or takes it out.</summary>
    /// <param name="root">The document.</param>
    /// <param name="path">Its path: <c>$.history[0].created</c>, <c>$.config.Labels["a.b"]</c>.</param>
    /// <param name="value">The new value; null takes the field out, or makes an item of a list null.</param>
    /// <returns>Whether the path leads into this document, so that the field is as it was asked for.</returns>
    public static bool Set(JsonObject root, string path, string? value)
    {
        if (Steps(path) is not { Count: > 0 } steps) return false;
        JsonNode? node = root;
        foreach (object step in steps.Take(steps.Count - 1))
        {
            node = Child(node, step);
            if (node is null) return value is null;
        }

        switch (node, steps[^1])
        {
            case (JsonObject fields, string name):
                if (value is null) fields.Remove(name);
                else fields[name] = Value(fields[name], value);
                return true;
            case (JsonArray items, int index) when index < items.Count:
                items[index] = value is null ? null : Value(items[index], value);
                return true;
            default:
                return value is null;
        }
    }

    private static JsonNode? Child(JsonNode? node, object step) => (node, step) switch
    {
        (JsonObject fields, string name) => fields[name],
        (JsonArray items, int index) when index < items.Count => items[index],
        _ => null,
    };

    // What was a text stays one; anything else was shown as it is written.
    private static JsonNode? Value(JsonNode? old, string value)
    {
        if (old is null or JsonValue && old?.GetValueKind() is null or JsonValueKind.String) return JsonValue.Create(value);
        try
        {
            return JsonNode.Parse(value);
        }
        catch (JsonException)
        {
            return JsonValue.Create(value);
        }
    }

    private static List<object>? Steps(string path)
    {
        if (!path.StartsWith('$')) return null;
        var steps = new List<object>();
        for (int i = 1; i < path.Length;)
        {
            int end;
            if (path[i] == '.')
            {
                end = path.AsSpan(i + 1).IndexOfAny('.', '[') is >= 0 and int next ? i + 1 + next : path.Length;
                steps.Add(path[(i + 1)..end]);
            }
            else if (path.AsSpan(i).StartsWith("[\"", StringComparison.Ordinal))
            {
                int close = path.IndexOf("\"]", i + 2, StringComparison.Ordinal);
                if (close < 0) return null;
                steps.Add(JsonNode.Parse(path[(i + 1)..(close + 1)])!.GetValue<string>());
                end = close + 2;
            }
            else
            {
                int close = path.IndexOf(']', i);
                if (path[i] != '[' || close < 0 || !int.TryParse(path.AsSpan(i + 1, close - i - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int index)) return null;
                steps.Add(index);
                end = close + 1;
            }

            i = end;
        }

        return steps;
    }
}
