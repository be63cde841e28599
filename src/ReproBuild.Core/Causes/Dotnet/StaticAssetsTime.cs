using System.Text;
using System.Text.RegularExpressions;

namespace ReproBuild.Causes.Dotnet;

/// <summary>The list of a web application's static files carries the times of the files, as its answers will tell them.</summary>
internal sealed partial class StaticAssetsTime : SideCause
{
    private const string Epoch = "Thu, 01 Jan 1970 00:00:00 GMT";

    public override string Id => "static-assets-time";

    public override string Code => "REPRO5608";

    public override string Title => "Times of static web assets";

    public override Remedy RemedyFor(RemedyContext context) => new(
        "Publish through ReproBuild, which writes the epoch there; or write it before the manifest is copied.",
        """
        <Target Name="FixLastModified" AfterTargets="GenerateStaticWebAssetsPublishManifest" Condition="Exists('$(StaticWebAssetEndpointsPublishManifestPath)')">
          <WriteLinesToFile File="$(StaticWebAssetEndpointsPublishManifestPath)" Overwrite="true"
              Lines="$([MSBuild]::Escape($([System.Text.RegularExpressions.Regex]::Replace($([System.IO.File]::ReadAllText($(StaticWebAssetEndpointsPublishManifestPath))), '(&quot;Name&quot;:&quot;Last-Modified&quot;,&quot;Value&quot;:&quot;)[^&quot;]*', '$1Thu, 01 Jan 1970 00:00:00 GMT'))))" />
        </Target>
        """);

    protected override string Sentence(ContentPair pair, string left, string right) => $"{pair.ShownPath} holds the times of static files as Last-Modified: \"{left}\" against \"{right}\"";

    protected override CanonicalSide? Form(ReadOnlyMemory<byte> content, string name, BuildTrace trace)
    {
        if (!name.EndsWith(".staticwebassets.endpoints.json", StringComparison.Ordinal)) return null;

        var noise = new List<string>();
        string text = LastModified().Replace(new UTF8Encoding(false, true).GetString(content.Span), match =>
        {
            noise.Add(match.Groups["time"].Value);
            return match.Groups["before"].Value + Epoch;
        });
        return new CanonicalSide(Encoding.UTF8.GetBytes(text), noise);
    }

    // RFC 9110, section 5.6.7.
    [GeneratedRegex("""(?<before>"Name"\s*:\s*"Last-Modified"\s*,\s*"Value"\s*:\s*")(?<time>[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT)(?=")""", RegexOptions.CultureInvariant)]
    private static partial Regex LastModified();
}
