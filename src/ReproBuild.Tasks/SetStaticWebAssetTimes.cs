using Microsoft.Build.Framework;
using ReproBuild.Building.Dotnet;

namespace ReproBuild.Tasks;

/// <summary>Sets the times that a manifest of static web assets records to the epoch, and its endpoints in an order that no folder of the build decides. Runs in the builds that make an image.</summary>
public sealed class SetStaticWebAssetTimes : ReproTask
{
    /// <summary>The manifest, <c>*.staticwebassets.endpoints.json</c>.</summary>
    [Required]
    public string Manifest { get; set; } = "";

    /// <summary>Whole seconds since 1970, UTC.</summary>
    [Required]
    public string SourceDateEpoch { get; set; } = "";

    /// <inheritdoc/>
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        string path = Absolute(Manifest)!;
        string text = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
        string settled = StaticWebAssetEndpoints.Settle(text, ReproBuild.Sources.SourceDateEpoch.Parse(SourceDateEpoch, "SOURCE_DATE_EPOCH"));
        if (settled != text) await File.WriteAllTextAsync(path, settled, cancellationToken).ConfigureAwait(false);
    }
}
