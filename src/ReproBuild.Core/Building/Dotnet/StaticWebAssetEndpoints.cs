using System.Globalization;
using System.Text.RegularExpressions;

namespace ReproBuild.Building.Dotnet;

/// <summary>
/// The manifest of a web project's static assets, <c>*.staticwebassets.endpoints.json</c>. It records when each file was written,
/// compressed ones at the time of the build, so that two builds never agree. Everything else in it follows from contents.
/// </summary>
public static partial class StaticWebAssetEndpoints
{
    /// <summary>Sets every <c>Last-Modified</c> of a manifest to the epoch, which is also the time of the files in the image.</summary>
    /// <param name="manifest">The manifest's text, JSON.</param>
    /// <param name="epoch">Seconds since 1970.</param>
    /// <returns>The text, otherwise unchanged to the character.</returns>
    public static string AtEpoch(string manifest, long epoch)
    {
        // RFC 9110, section 5.6.7.
        string date = DateTimeOffset.FromUnixTimeSeconds(epoch).ToString("R", CultureInfo.InvariantCulture);
        return LastModified().Replace(manifest, match => match.Groups[1].Value + date);
    }

    // The SDK writes name before value, always; a text replacement keeps the rest of a large file as it is.
    [GeneratedRegex("""("Name"\s*:\s*"Last-Modified"\s*,\s*"Value"\s*:\s*")[^"\\]*""", RegexOptions.CultureInvariant)]
    private static partial Regex LastModified();
}
