using System.Runtime.InteropServices;
using System.Text.Json;

namespace ReproBuild.Causes.Texts;

/// <summary>Writes JSON with sorted keys and sorted sets, and no blanks. Numbers and strings stay as they are written.</summary>
internal static class SortedJson
{
    // Whatever else these names stand for, their order says nothing; lists of patterns that exclude are kept.
    private static readonly HashSet<string> Sets = new(StringComparer.OrdinalIgnoreCase) { "keywords", "tags", "files", "packages", "assets", "licenses", "platforms", "features", "dependencies" };

    // package.json: the first condition that fits is taken.
    private static readonly HashSet<string> Searched = new(StringComparer.Ordinal) { "exports", "imports", "typesVersions", "paths" };

    /// <summary>The canonical form.</summary>
    /// <param name="root">The document.</param>
    /// <param name="everything">Whether to sort every array and every object.</param>
    public static byte[] Of(JsonElement root, bool everything)
    {
        using var form = new MemoryStream();
        Write(form, root, null, everything, searched: false);
        form.WriteByte((byte)'\n');
        return form.ToArray();
    }

    private static void Write(MemoryStream form, JsonElement value, string? key, bool everything, bool searched)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                searched |= key is not null && Searched.Contains(key);
                var members = value.EnumerateObject();
                WriteObject(form, searched && !everything ? members : members.OrderBy(m => m.Name, StringComparer.Ordinal), everything, searched);
                break;
            case JsonValueKind.Array:
                WriteArray(form, value, everything || key is not null && Sets.Contains(key) && IsSet(value), everything, searched);
                break;
            default:
                form.Write(JsonMarshal.GetRawUtf8Value(value));
                break;
        }
    }

    private static void WriteObject(MemoryStream form, IEnumerable<JsonProperty> members, bool everything, bool searched)
    {
        form.WriteByte((byte)'{');
        bool first = true;
        foreach (var member in members)
        {
            if (!first) form.WriteByte((byte)',');
            first = false;
            form.WriteByte((byte)'"');
            form.Write(JsonMarshal.GetRawUtf8PropertyName(member));
            form.Write("\":"u8);
            Write(form, member.Value, member.Name, everything, searched);
        }

        form.WriteByte((byte)'}');
    }

    private static void WriteArray(MemoryStream form, JsonElement array, bool sort, bool everything, bool searched)
    {
        var items = new List<byte[]>();
        foreach (var item in array.EnumerateArray())
        {
            using var one = new MemoryStream();
            Write(one, item, null, everything, searched);
            items.Add(one.ToArray());
        }

        if (sort) items.Sort((x, y) => x.AsSpan().SequenceCompareTo(y));
        form.WriteByte((byte)'[');
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0) form.WriteByte((byte)',');
            form.Write(items[i]);
        }

        form.WriteByte((byte)']');
    }

    private static bool IsSet(JsonElement array) => array.EnumerateArray().All(i =>
        i.ValueKind == JsonValueKind.Object || i.ValueKind == JsonValueKind.String && !i.GetString()!.StartsWith('!'));
}
