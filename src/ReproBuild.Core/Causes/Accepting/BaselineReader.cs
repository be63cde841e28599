using System.Text.Json;
using ReproBuild.Comparing;
using ReproBuild.Diagnostics;

namespace ReproBuild.Causes.Accepting;

/// <summary>Reads a baseline token by token, since nothing else knows at which line an entry stands.</summary>
internal ref struct BaselineReader(ReadOnlySpan<byte> json, JsonPlaces places, AcceptanceText text)
{
    private static readonly string[] EntryNames = ["cause", "path", "reason", "expires"];

    private readonly JsonPlaces _places = places;
    private Utf8JsonReader _reader = new(json);

    public IReadOnlyList<Acceptance> Read()
    {
        List<Acceptance>? entries = null;
        bool versioned = false;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Expect(JsonTokenType.StartObject, "A baseline is an object");
        while (Next() != JsonTokenType.EndObject)
        {
            string name = Name(seen);
            switch (name)
            {
                case "$schema":
                    Expect(JsonTokenType.String, "\"$schema\" is a text");
                    break;
                case "version":
                    Next();
                    if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetInt32(out int version) || version != Baseline.Version)
                        throw Bad($"The version of a baseline is {Baseline.Version}");
                    versioned = true;
                    break;
                case "accepted":
                    entries = Entries();
                    break;
                default:
                    throw Bad($"A baseline has no \"{Printable.Escape(name)}\": it has \"$schema\", \"version\" and \"accepted\"");
            }
        }

        if (!versioned) throw Bad($"The baseline has no version. Write \"version\": {Baseline.Version}");
        if (entries is null) throw Bad("The baseline has no list \"accepted\"");
        _reader.Read(); // What follows the object is an error of JSON.
        return entries;
    }

    private List<Acceptance> Entries()
    {
        Expect(JsonTokenType.StartArray, "\"accepted\" is a list");
        var entries = new List<Acceptance>();
        while (Next() != JsonTokenType.EndArray)
        {
            if (_reader.TokenType != JsonTokenType.StartObject) throw Bad("An accepted difference is an object with \"cause\" and \"reason\"");
            entries.Add(Entry());
        }

        return entries;
    }

    private Acceptance Entry()
    {
        int line = _places.Line(_reader.TokenStartIndex);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        while (Next() != JsonTokenType.EndObject)
        {
            string name = Name(seen);
            if (!EntryNames.Contains(name)) throw Bad($"An accepted difference has no \"{Printable.Escape(name)}\": it has {string.Join(", ", EntryNames)}");
            Expect(JsonTokenType.String, $"\"{name}\" is a text");
            values[name] = Text();
        }

        return text.Read(values.GetValueOrDefault("cause"), values.GetValueOrDefault("path"), values.GetValueOrDefault("reason"), values.GetValueOrDefault("expires"), _places.Path, line);
    }

    private string Name(HashSet<string> seen)
    {
        string name = Text();
        return seen.Add(name) ? name : throw Bad($"\"{Printable.Escape(name)}\" stands twice");
    }

    private readonly string Text()
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Bad("A text holds half a character");
        }
    }

    private void Expect(JsonTokenType type, string message)
    {
        if (Next() != type) throw Bad(message);
    }

    private JsonTokenType Next() => _reader.Read() ? _reader.TokenType : throw Bad("The baseline ends too early");

    private readonly ReproException Bad(string message) => _places.Bad(_reader.TokenStartIndex, message);
}
