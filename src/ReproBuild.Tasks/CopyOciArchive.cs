using System.Text;
using Microsoft.Build.Framework;
using ReproBuild.Archives;
using ReproBuild.Diagnostics;

namespace ReproBuild.Tasks;

/// <summary>Puts an archive where it is to be published, by one rename, and tells of its image what <c>PublishContainer</c> tells.</summary>
public sealed class CopyOciArchive : ReproTask
{
    /// <summary>The archive.</summary>
    [Required]
    public string Source { get; set; } = "";

    /// <summary>Where it goes; a file, replaced if it is there.</summary>
    [Required, Output]
    public string Destination { get; set; } = "";

    /// <summary>The image's digest; of several, that of the index around them.</summary>
    [Output]
    public string? Digest { get; set; }

    /// <summary>The manifest's text, or the index's.</summary>
    [Output]
    public string? Manifest { get; set; }

    /// <summary>The media type of <see cref="Manifest"/>.</summary>
    [Output]
    public string? MediaType { get; set; }

    /// <summary>The configuration's text; empty where there are several images.</summary>
    [Output]
    public string? Configuration { get; set; }

    /// <inheritdoc/>
    protected override Task RunAsync(CancellationToken cancellationToken)
    {
        string source = Absolute(Source)!;
        Destination = Absolute(Destination)!;
        Describe(source);
        string partial = Destination + ".partial";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Destination)!);
            File.Copy(source, partial, overwrite: true);
            File.Move(partial, Destination, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(partial);
            throw DiskFull.Is(e) ? DiskFull.At(Destination, e) : new ReproException(DiagnosticCodes.CannotWrite,
                $"{Destination} cannot be written: {e.Message} Set ContainerArchiveOutputPath to a file that can.", e);
        }
        return Task.CompletedTask;
    }

    private void Describe(string source)
    {
        using var archive = ImageArchive.Open(source);
        // The .NET SDK's archives hold one reference: to a manifest, or to an index of several.
        var top = archive.Index.Manifests[0];
        Digest = top.Digest.ToString();
        MediaType = top.MediaType;
        Manifest = Encoding.UTF8.GetString(archive.ReadBlob(top, Limits.MaxManifestBytes));
        if (archive.Images is [var only])
            Configuration = Encoding.UTF8.GetString(archive.ReadBlob(only.ConfigDescriptor, Limits.MaxConfigBytes));
    }
}
