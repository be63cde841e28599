using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ReproBuild.Pinning;

/// <summary>Writes a lock file: one line for each fact, so that a review sees one line for each change and merges meet seldom.</summary>
internal static class LockFileWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        IndentSize = 2,
        NewLine = "\n",
        // A plus sign in a media type would be written as an escape; the file is read by people, and is part of no web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(LockFile file)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", LockFile.Schema);
            json.WriteNumber("version", LockFile.Version);
            json.WriteStartObject("images");
            foreach (var (key, image) in file.Images) Write(json, key, image);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, string key, LockedImage image)
    {
        json.WriteStartObject(key);
        json.WriteString("digest", image.Digest.ToString());
        json.WriteString("mediaType", image.MediaType);
        json.WriteStartObject("platforms");
        foreach (var platform in image.Platforms)
        {
            json.WriteStartObject(platform.Platform.ToString());
            json.WriteString("digest", platform.Digest.ToString());
            json.WriteString("mediaType", platform.MediaType);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        if (image.OnBuild.Count > 0)
        {
            json.WriteStartArray("onBuild");
            foreach (string use in image.OnBuild) json.WriteStringValue(use);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
