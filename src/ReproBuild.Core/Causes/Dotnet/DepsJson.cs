using System.Text.Json;

namespace ReproBuild.Causes.Dotnet;

/// <summary>The list of an application's dependencies, in another order.</summary>
internal sealed class DepsJson : SideCause
{
    public override string Id => "deps-json";

    public override string Code => "REPRO5605";

    public override string Title => "The order of dependencies";

    public override Remedy RemedyFor(RemedyContext context) => new("Take an SDK that sorts this file, the same for both builds: pin it in global.json.", DotnetRemedies.Pin);

    protected override string Sentence(ContentPair pair, string left, string right) => $"{pair.ShownPath} lists the same dependencies in another order: {left} against {right} stands at one place";

    protected override CanonicalSide? Form(ReadOnlyMemory<byte> content, string name, BuildTrace trace)
    {
        if (!name.EndsWith(".deps.json", StringComparison.Ordinal)) return null;

        using var document = JsonDocument.Parse(content);
        using var stream = new MemoryStream();
        var order = new List<string>();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true })) Write(document.RootElement, writer, order);
        return new CanonicalSide(stream.ToArray(), order);
    }

    // The host reads members by name; what stands twice keeps its order, since the last one counts.
    private static void Write(JsonElement element, Utf8JsonWriter writer, List<string> order)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject()) order.Add(property.Name);
                foreach (var property in element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(property.Value, writer, order);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) Write(item, writer, order);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(element.GetRawText());
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
