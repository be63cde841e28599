using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace ReproBuild.Dockerfiles;

/// <summary>Reads the JSON form of arguments: an array of strings.</summary>
/// <remarks>What is not valid JSON is the shell form, without a word; a valid array of anything but strings is an error.</remarks>
internal static class JsonForm
{
    // The depth at which Go's decoder, and so BuildKit, gives up and takes the text for the shell form.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 10_000 };

    public static bool TryRead(string path, LogicalLine line, int from, int to, [NotNullWhen(true)] out List<Word>? words)
    {
        words = null;
        if (from >= to || line.Text[from] != '[') return false;

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(Encoding.UTF8.GetBytes(line.Text[from..to]), Options);
        }
        catch (JsonException)
        {
            return false;
        }

        words = [];
        using (document)
        {
            int position = from + 1;
            foreach (var element in document.RootElement.EnumerateArray())
            {
                if (element.ValueKind != JsonValueKind.String)
                {
                    throw DockerfileError.At(path, line.Span(from, to),
                        "The JSON form takes an array of strings only: put every element in double quotes.");
                }

                words.Add(Next(line, element, ref position));
            }
        }

        return true;
    }

    // The document is a flat array of strings here, so that the next quote opens the next element.
    private static Word Next(LogicalLine line, JsonElement element, ref int position)
    {
        int start = line.Text.IndexOf('"', position);
        int end = start + 1;
        while (line.Text[end] != '"') end += line.Text[end] == '\\' ? 2 : 1;
        position = end + 1;
        return new Word(Value(element, line.Text[(start + 1)..end]), line.Span(start, end + 1));
    }

    private static string Value(JsonElement element, string raw)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, which Go replaces and .NET refuses: the text as written is as good to a reader.
            return raw;
        }
    }
}
