using Microsoft.Win32.SafeHandles;

namespace ReproBuild.Archives;

/// <summary>Where a blob's bytes lie: a stretch of an archive that is open, or a whole file of a layout folder.</summary>
/// <param name="File">The open archive; null for a file that is opened when it is read.</param>
/// <param name="Path">The archive's or file's path.</param>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Length">How long it is, in bytes.</param>
internal sealed record BlobRange(SafeFileHandle? File, string Path, long Offset, long Length)
{
    /// <summary>Opens bytes that lie in no file, or not yet; null for those that do.</summary>
    public Func<Stream>? Source { get; init; }

    public Stream Open()
    {
        if (Source is not null) return Source();
        if (File is not null) return new FileRangeStream(File, Path, Offset, Length, owned: false);
        try
        {
            return new FileRangeStream(System.IO.File.OpenHandle(Path, options: FileOptions.SequentialScan), Path, Offset, Length, owned: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ArchiveErrors.Unreadable(Path, exception);
        }
    }
}
