using System.Text.Json;
using ReproBuild.Archives;

namespace ReproBuild.Comparing;

/// <summary>Finds the fields in which two JSON documents differ.</summary>
internal static class JsonComparer
{
    // The archive has refused what is deeper before it comes here.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = Limits.MaxJsonDepth };

    /// <summary>Every differing field, object members in ordinal order, arrays by position.</summary>
    /// <param name="left">A document that parses.</param>
    /// <param name="right">A document that parses.</param>
    public static IReadOnlyList<FieldDifference> Compare(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right)
    {
        using var leftDocument = JsonDocument.Parse(left, Options);
        using var rightDocument = JsonDocument.Parse(right, Options);
        var found = new List<FieldDifference>();
        Walk("$", leftDocument.RootElement, rightDocument.RootElement, found);
        return found;
    }

    private static void Walk(string path, JsonElement? left, JsonElement? right, List<FieldDifference> found)
    {
        if (left is { ValueKind: JsonValueKind.Object } leftObject && right is { ValueKind: JsonValueKind.Object } rightObject)
        {
            foreach (string name in Names(leftObject).Union(Names(rightObject)).Order(StringComparer.Ordinal))
                Walk(path + Step(name), Member(leftObject, name), Member(rightObject, name), found);
        }
        else if (left is { ValueKind: JsonValueKind.Array } leftArray && right is { ValueKind: JsonValueKind.Array } rightArray)
        {
            int count = Math.Max(leftArray.GetArrayLength(), rightArray.GetArrayLength());
            for (int i = 0; i < count; i++) Walk($"{path}[{i}]", Item(leftArray, i), Item(rightArray, i), found);
        }
        else if (left?.GetRawText() is var leftText && right?.GetRawText() is var rightText && leftText != rightText)
        {
            bool texts = left?.ValueKind is JsonValueKind.String or null && right?.ValueKind is JsonValueKind.String or null;
            found.Add(texts
                ? new FieldDifference(path, left?.GetString(), right?.GetString())
                : new FieldDifference(path, leftText, rightText));
        }
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(p => p.Name);

    private static JsonElement? Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value : null;

    private static JsonElement? Item(JsonElement element, int index) =>
        index < element.GetArrayLength() ? element[index] : null;

    private static string Step(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? "." + name
            : $"[\"{JsonEncodedText.Encode(name)}\"]";
}
