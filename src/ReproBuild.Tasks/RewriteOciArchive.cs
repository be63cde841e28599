using Microsoft.Build.Framework;
using ReproBuild.Diagnostics;
using ReproBuild.Rewriting;

namespace ReproBuild.Tasks;

/// <summary>
/// Re-serialises an archive canonically: the layers that were built here, the configuration, the manifest and the archive around
/// them. Base layers stay byte for byte.
/// </summary>
public sealed class RewriteOciArchive : ReproTask
{
    /// <summary>The archive.</summary>
    [Required]
    public string Source { get; set; } = "";

    /// <summary>Where the new archive goes; empty to replace <see cref="Source"/>.</summary>
    public string? Destination { get; set; }

    /// <summary>What every time becomes: whole seconds since 1970, UTC.</summary>
    [Required]
    public string SourceDateEpoch { get; set; } = "";

    /// <summary>How many layers, counted from the top, were built here; the .NET SDK adds one.</summary>
    public int BuiltLayers { get; set; } = 1;

    /// <summary>The new image's digest; of several, that of the index around them.</summary>
    [Output]
    public string? Digest { get; set; }

    /// <inheritdoc/>
    protected override Task RunAsync(CancellationToken cancellationToken)
    {
        if (BuiltLayers < 0)
            throw new ReproException(DiagnosticCodes.BadProperty, $"BuiltLayers is {BuiltLayers}; it counts layers, from 0.");
        string source = Absolute(Source)!;
        var options = new RewriteOptions(Sources.SourceDateEpoch.Parse(SourceDateEpoch, "SourceDateEpoch")) { BuiltLayers = BuiltLayers };
        var result = ArchiveRewriter.Rewrite(source, Absolute(Destination) ?? source, options, cancellationToken);
        Digest = result.Digest.ToString();
        foreach (var image in result.Images)
            Log.LogMessage(MessageImportance.Normal, "Rewritten: {0} {1} -> {2}", image.Platform, image.Before, image.After);
        return Task.CompletedTask;
    }
}
