using System.Security.Cryptography;
using Microsoft.Build.Framework;
using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Publishing;

namespace ReproBuild.Tasks;

/// <summary>Puts an archive where it is to be published, by one rename, and tells of its image what <c>PublishContainer</c> tells.</summary>
public sealed class CopyOciArchive : PublishTask
{
    /// <summary>Where it goes; a file, replaced if it is there.</summary>
    [Required, Output]
    public string Destination { get; set; } = "";

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
            await CopyAsync(source, partial, cancellationToken).ConfigureAwait(false);
            await CheckAsync(partial, cancellationToken).ConfigureAwait(false);
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
        var input = OpenSource(source);
        await using (input.ConfigureAwait(false))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(partial)!);
            var output = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            await using (output.ConfigureAwait(false))
                await input.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
        }
    }

    // An archive may be a folder, and whatever the source has become since it was looked at is not the destination's fault.
    private static FileStream OpenSource(string source)
    {
        try
        {
            RegularFile.Require(source);
            return new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ReproException(DiagnosticCodes.ArchiveMissing,
                $"The archive \"{source}\" cannot be copied: {e.Message} Give an OCI archive or a docker-archive, which is a file.", e);
        }
    }

    // Of the copy, which nobody else knows: the source may have been replaced since it was verified.
    private async Task CheckAsync(string copy, CancellationToken cancellationToken)
    {
        using var archive = ImageArchive.Open(copy);
        VerifiedDigests.Check(archive, ExpectedDigest, Source);
        if (ExpectedDigest.Length > 0) await ReadLayersAsync(archive, cancellationToken).ConfigureAwait(false);
        Describe(PublishedImage.Of(archive, cancellationToken));
    }

    // The digests are of manifests: only who reads the layers knows that they are the ones that those name.
    private async Task ReadLayersAsync(ImageArchive archive, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var layer in archive.Images.SelectMany(i => i.Layers).DistinctBy(l => l.Blob.Digest))
            {
                var blob = archive.OpenBlob(layer.Blob);
                await using (blob.ConfigureAwait(false))
                    await blob.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ReproException e)
        {
            throw VerifiedDigests.Changed(Source, e.Diagnostic.Message.TrimEnd('.'), e);
        }
    }
}
