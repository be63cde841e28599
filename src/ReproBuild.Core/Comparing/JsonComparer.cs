using System.Runtime.InteropServices;
using System.Text;
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
        else if (!Raw(left).SequenceEqual(Raw(right)))
        {
            bool texts = left?.ValueKind is JsonValueKind.String or null && right?.ValueKind is JsonValueKind.String or null;
            found.Add(texts && Text(path, left, right) is { } difference ? difference : new FieldDifference(path, RawText(left), RawText(right)));
        }
    }

    private static FieldDifference? Text(string path, JsonElement? left, JsonElement? right)
    {
        try
        {
            return new FieldDifference(path, left?.GetString(), right?.GetString());
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate, or bytes that are no UTF-8: no string can hold them, and how they are written tells them apart.
            return null;
        }
    }

    private static ReadOnlySpan<byte> Raw(JsonElement? value) => value is { } element ? JsonMarshal.GetRawUtf8Value(element) : default;

    // GetRawText would throw for what is no UTF-8.
    private static string? RawText(JsonElement? value) => value is null ? null : Encoding.UTF8.GetString(Raw(value));

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
