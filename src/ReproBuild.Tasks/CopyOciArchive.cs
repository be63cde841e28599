using System.Security.Cryptography;
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

    /// <summary>
    /// The digests that were verified, as <see cref="CompareOciArchives.Digests"/> gives them: one digest, or
    /// <c>platform=digest</c> for each. Another set of images is REPRO7002, and nothing is published. Empty for no check.
    /// </summary>
    public string[] ExpectedDigest { get; set; } = [];

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
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        string source = Absolute(Source)!;
        Destination = Absolute(Destination)!;
        // What is no archive is said of the source, before anything is written.
        ImageArchive.Open(source).Dispose();
        string partial = $"{Destination}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}.partial";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(partial)!);
            await CopyAsync(source, partial, cancellationToken).ConfigureAwait(false);
            await DescribeAsync(partial, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            File.Move(partial, Destination, overwrite: true);
        }
        catch (Exception e) when (WriteErrors.IsOne(e))
        {
            throw DiskFull.Is(e) ? DiskFull.At(Destination, e) : new ReproException(DiagnosticCodes.CannotWrite,
                $"{Destination} cannot be written: {e.Message} Set ContainerArchiveOutputPath to a file that can.", e);
        }
        finally
        {
            WriteErrors.DeleteLeftover(partial);
        }
    }

    private static async Task CopyAsync(string source, string partial, CancellationToken cancellationToken)
    {
        var input = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read);
        await using (input.ConfigureAwait(false))
        {
            var output = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            await using (output.ConfigureAwait(false))
                await input.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
        }
    }

    // Of the copy, which nobody else knows: the source may have been replaced since it was verified.
    private async Task DescribeAsync(string copy, CancellationToken cancellationToken)
    {
        using var archive = ImageArchive.Open(copy);
        if (ExpectedDigest.Length > 0) await CheckAsync(archive, cancellationToken).ConfigureAwait(false);
        // The .NET SDK's archives hold one reference: to a manifest, or to an index of several.
        var top = archive.Index.Manifests[0];
        Digest = top.Digest.ToString();
        MediaType = top.MediaType;
        Manifest = Encoding.UTF8.GetString(archive.ReadBlob(top, Limits.MaxManifestBytes));
        if (archive.Images is [var only])
            Configuration = Encoding.UTF8.GetString(archive.ReadBlob(only.ConfigDescriptor, Limits.MaxConfigBytes));
    }

    private async Task CheckAsync(ImageArchive archive, CancellationToken cancellationToken)
    {
        string[] expected = Sorted(ExpectedDigest.Select(e => e[(e.LastIndexOf('=') + 1)..].Trim()));
        string[] found = Sorted(archive.Images.Select(i => i.Digest.ToString()));
        if (!expected.SequenceEqual(found)) throw Changed($"it holds {string.Join(", ", found)} and not {string.Join(", ", expected)}");
        try
        {
            // The digests above are of manifests: only who reads the layers knows that they are the ones that those name.
            foreach (var layer in archive.Images.SelectMany(i => i.Layers).DistinctBy(l => l.Blob.Digest))
            {
                var blob = archive.OpenBlob(layer.Blob);
                await using (blob.ConfigureAwait(false))
                    await blob.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ReproException e)
        {
            throw Changed(e.Diagnostic.Message.TrimEnd('.'), e);
        }
    }

    private static string[] Sorted(IEnumerable<string> digests) => [.. digests.Distinct().Order(StringComparer.Ordinal)];

    private ReproException Changed(string how, Exception? cause = null) => new(DiagnosticCodes.NotWhatWasVerified,
        $"{Source} is not the archive that was verified: {how}. Nothing was published. Verify and publish again, and let nothing else write to ReproOutputPath meanwhile.",
        cause);
}
