using Microsoft.Win32.SafeHandles;

namespace ReproBuild.Archives;

/// <summary>A file read in small pieces, and passed over by seeking: an archive of any size shows its headers in milliseconds.</summary>
internal sealed class FileSource(SafeFileHandle file, string path) : ByteSource
{
    private readonly byte[] _buffer = new byte[4096];

    /// <summary>Where the next piece begins, in bytes.</summary>
    public long Offset { get; private set; }

    public long Length { get; } = RandomAccess.GetLength(file);

    public override int Next(out byte[] buffer)
    {
        buffer = _buffer;
        int total = 0;
        try
        {
            while (total < _buffer.Length && RandomAccess.Read(file, _buffer.AsSpan(total), Offset + total) is > 0 and int read) total += read;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ArchiveErrors.Unreadable(path, exception);
        }
        Offset += total;
        return total;
    }

    public override long Skip(long count)
    {
        Offset += count;
        return count;
    }

    // The file belongs to the store.
    public override void Dispose() { }
}
