using System.Text.Json;

namespace ReproBuild.Reporting;

/// <summary>What reports ask of a JSON writer.</summary>
internal static class JsonWriting
{
    private const int MaxPending = 256 << 10;

    /// <summary>Writes an object.</summary>
    public static void WriteObject(this Utf8JsonWriter json, string name, Action content)
    {
        json.WriteStartObject(name);
        content();
        json.WriteEndObject();
    }

    /// <summary>Writes an array.</summary>
    public static void WriteArray<T>(this Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        for (int i = 0; i < items.Count; i++)
        {
            write(items[i]);

            // Else the writer keeps the whole report until it is done.
            if (json.BytesPending > MaxPending) json.Flush();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes an array of texts.</summary>
    public static void WriteTexts(this Utf8JsonWriter json, string name, IReadOnlyList<string> texts) => json.WriteArray(name, texts, json.WriteTextValue);

    /// <summary>Writes a text that may be hostile; null as null.</summary>
    public static void WriteText(this Utf8JsonWriter json, string name, string? text)
    {
        json.WritePropertyName(name);
        json.WriteTextValue(text);
    }

    /// <summary>Writes a text that may be hostile; null as null.</summary>
    public static void WriteTextValue(this Utf8JsonWriter json, string? text)
    {
        // Half a character has no place in UTF-8, and the writer refuses it.
        if (text is null) json.WriteNullValue();
        else json.WriteStringValue(IsWhole(text) ? text : Mended(text));
    }

    /// <summary>Writes a number; null as null.</summary>
    public static void WriteNumberOrNull(this Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }

    private static bool IsWhole(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')) return true;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == 0xFFFD) return false;
        }

        return true;
    }

    private static string Mended(string text) => string.Concat(text.EnumerateRunes());
}
