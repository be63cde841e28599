using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ReproBuild.Building.Dotnet;

/// <summary>
/// The manifest of a web project's static assets, <c>*.staticwebassets.endpoints.json</c>. It records when each file was written,
/// compressed ones at the time of the build, so that two builds never agree; and it orders the files behind one route by their full paths, so
/// that it depends on where the packages of a user lie. Everything else in it follows from contents.
/// </summary>
public static partial class StaticWebAssetEndpoints
{
    /// <summary>Sets every <c>Last-Modified</c> to the epoch, which is also the time of the files in the image, and orders endpoints by what they say.</summary>
    /// <param name="manifest">The manifest's text, JSON.</param>
    /// <param name="epoch">Seconds since 1970.</param>
    /// <returns>The text, otherwise unchanged to the character.</returns>
    public static string Settle(string manifest, long epoch)
    {
        // RFC 9110, section 5.6.7.
        string date = DateTimeOffset.FromUnixTimeSeconds(epoch).ToString("R", CultureInfo.InvariantCulture);
        return InOrder(LastModified().Replace(manifest, match => match.Groups[1].Value + date));
    }

    // A route is matched as a whole and its files by their qualities: no order among them means anything.
    private static string InOrder(string manifest)
    {
        try
        {
            using var document = JsonDocument.Parse(manifest);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("Endpoints", out var endpoints) || endpoints.ValueKind != JsonValueKind.Array) return manifest;

            var written = endpoints.EnumerateArray().Select(e => (Route: Text(e, "Route"), File: Text(e, "AssetFile"), Whole: e.GetRawText())).ToList();
            var ordered = written
                .OrderBy(e => e.Route, StringComparer.Ordinal).ThenBy(e => e.File, StringComparer.Ordinal).ThenBy(e => e.Whole, StringComparer.Ordinal).ToList();
            return ordered.SequenceEqual(written)
                ? manifest
                : manifest.Replace(endpoints.GetRawText(), $"[{string.Join(',', ordered.Select(e => e.Whole))}]", StringComparison.Ordinal);
        }
        catch (JsonException)
        {
            return manifest; // whoever reads it next says what is wrong with it
        }
    }

    private static string Text(JsonElement endpoint, string name) =>
        endpoint.ValueKind == JsonValueKind.Object && endpoint.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    // The SDK writes name before value, always; a text replacement keeps the rest of a large file as it is.
    [GeneratedRegex("""("Name"\s*:\s*"Last-Modified"\s*,\s*"Value"\s*:\s*")[^"\\]*""", RegexOptions.CultureInvariant)]
    private static partial Regex LastModified();
}
