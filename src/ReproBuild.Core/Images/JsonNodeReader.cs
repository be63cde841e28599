using System.Text.Json;
using ReproBuild.Archives;
using ReproBuild.Diagnostics;

namespace ReproBuild.Images;

/// <summary>A JSON value that knows the name of its document, so that whatever is wrong with it can be told.</summary>
internal sealed class JsonNodeReader(JsonElement value, string name)
{
    public JsonElement Value => value;

    /// <summary>Parses a document, which must be an object or, where <paramref name="array"/> says so, an array.</summary>
    public static JsonRoot Parse(ReadOnlySpan<byte> json, string name, bool array = false)
    {
        try
        {
            CheckDepth(json, name);
            var document = JsonDocument.Parse(json.ToArray(), new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = Limits.MaxJsonDepth });
            var root = new JsonNodeReader(document.RootElement, name);
            root.Require(array ? JsonValueKind.Array : JsonValueKind.Object, "it");
            return new JsonRoot(document, root);
        }
        catch (JsonException exception)
        {
            throw ArchiveErrors.MalformedJson(name, exception.Message.TrimEnd('.'), exception);
        }
        catch (InvalidOperationException exception)
        {
            // The search for keys that stand twice decodes them, and half a surrogate pair cannot be decoded.
            throw ArchiveErrors.MalformedJson(name, "a key holds half a character", exception);
        }
    }

    private static void CheckDepth(ReadOnlySpan<byte> json, string name)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Limits.MaxJsonDepth + 2 });
        while (reader.Read())
        {
            if (reader.CurrentDepth > Limits.MaxJsonDepth) throw Limits.Exceeded(nameof(Limits.MaxJsonDepth), Limits.MaxJsonDepth, $"{name} is nested deeper");
        }
    }

    /// <summary>A member, or null where it is not there or is null.</summary>
    public JsonNodeReader? Optional(string key)
    {
        Require(JsonValueKind.Object, "what should be an object");
        JsonNodeReader? found = null;
        foreach (var member in value.EnumerateObject())
        {
            string spelled = NameOf(member);
            if (!spelled.Equals(key, StringComparison.OrdinalIgnoreCase)) continue;
            if (spelled != key) throw Malformed($"it has the key \"{spelled}\" where \"{key}\" is meant or hidden");
            if (member.Value.ValueKind != JsonValueKind.Null) found = new JsonNodeReader(member.Value, name);
        }
        return found;
    }

    public string? Text(string key) => Optional(key)?.String(key);

    public bool Flag(string key) => Optional(key) is { } member && member.Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Malformed($"its {key} is neither true nor false"),
    };

    public long Size(string key) =>
        Optional(key) is { Value: { ValueKind: JsonValueKind.Number } number } && number.TryGetInt64(out long size) && size >= 0
            ? size
            : throw Malformed($"a {key} is no whole number from 0 to 2^63 - 1");

    public IEnumerable<JsonNodeReader> Array(string key)
    {
        if (Optional(key) is not { } member) return [];
        member.Require(JsonValueKind.Array, key);
        return member.Items();
    }

    public IEnumerable<JsonNodeReader> Items() => value.EnumerateArray().Select(item => new JsonNodeReader(item, name));

    public IReadOnlyDictionary<string, string> Map(string key)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Optional(key) is not { } member) return map;
        member.Require(JsonValueKind.Object, key);
        foreach (var item in member.Value.EnumerateObject()) map[NameOf(item)] = new JsonNodeReader(item.Value, name).String(key);
        return map;
    }

    public Digest Digest()
    {
        string text = String("digest");
        return Images.Digest.TryParse(text, out var digest) ? digest : throw Malformed($"\"{text}\" is no sha256 or sha512 digest");
    }

    public string String(string key)
    {
        Require(JsonValueKind.String, key);
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw ArchiveErrors.MalformedJson(name, $"its {key} holds half a character", exception);
        }
    }

    public ReproException Malformed(string why) => ArchiveErrors.MalformedJson(name, why);

    private string NameOf(JsonProperty item)
    {
        try
        {
            return item.Name;
        }
        catch (InvalidOperationException exception)
        {
            throw ArchiveErrors.MalformedJson(name, "a key holds half a character", exception);
        }
    }

    private void Require(JsonValueKind kind, string key)
    {
        if (value.ValueKind != kind) throw Malformed($"{key} is {value.ValueKind} and not {kind}");
    }
}
