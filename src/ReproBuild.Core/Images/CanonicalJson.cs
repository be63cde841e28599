using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReproBuild.Diagnostics;

namespace ReproBuild.Images;

/// <summary>JSON in the one form that its values allow: no white space, properties by ordinal name, as few escapes as there can be.</summary>
/// <remarks>
/// RFC 8785, but for numbers, which keep the digits that they had. Own code, since System.Text.Json escapes whatever its
/// version's Unicode tables do not know yet, so its bytes change with the runtime. Nothing is dropped.
/// </remarks>
internal static class CanonicalJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>Reads an object.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="name">What it is, for the message.</param>
    /// <exception cref="ReproException">REPRO6008: no JSON object, or one with a property twice.</exception>
    public static JsonObject ParseObject(ReadOnlySpan<byte> json, string name) => Parse<JsonObject>(json, name, "object");

    /// <summary>Reads an array.</summary>
    /// <inheritdoc cref="ParseObject"/>
    public static JsonArray ParseArray(ReadOnlySpan<byte> json, string name) => Parse<JsonArray>(json, name, "array");

    private static T Parse<T>(ReadOnlySpan<byte> json, string name, string kind) where T : JsonNode
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: Strict) as T ?? throw Malformed(name, $"it is no JSON {kind}", null);
        }
        catch (JsonException e)
        {
            throw Malformed(name, e.Message, e);
        }
    }

    /// <summary>Writes a value as UTF-8.</summary>
    /// <exception cref="ReproException">REPRO6008: a string holds half a character, which UTF-8 cannot say.</exception>
    public static byte[] Write(JsonNode node, string name)
    {
        var text = new StringBuilder();
        try
        {
            Write(text, node);
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(text.ToString());
        }
        catch (Exception e) when (e is InvalidOperationException or EncoderFallbackException)
        {
            throw Malformed(name, "a string in it holds half of a surrogate pair", e);
        }
    }

    private static ReproException Malformed(string name, string why, Exception? inner) => new(
        DiagnosticCodes.MalformedManifest, $"The {name} is malformed: {why}. The tool that made it is at fault; make the archive again.", inner);

    private static void Write(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject properties:
                WriteAll(text, '{', '}', properties.OrderBy(p => p.Key, StringComparer.Ordinal), p =>
                {
                    WriteString(text, p.Key);
                    text.Append(':');
                    Write(text, p.Value);
                });
                break;
            case JsonArray items:
                WriteAll(text, '[', ']', items, item => Write(text, item));
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                WriteString(text, value.GetValue<string>());
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private static void WriteAll<T>(StringBuilder text, char open, char close, IEnumerable<T> items, Action<T> write)
    {
        char before = open;
        foreach (var item in items)
        {
            text.Append(before);
            write(item);
            before = ',';
        }
        if (before == open) text.Append(open);
        text.Append(close);
    }

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\b': text.Append("\\b"); break;
                case '\t': text.Append("\\t"); break;
                case '\n': text.Append("\\n"); break;
                case '\f': text.Append("\\f"); break;
                case '\r': text.Append("\\r"); break;
                case < ' ': text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)); break;
                default: text.Append(c); break;
            }
        }
        text.Append('"');
    }
}
