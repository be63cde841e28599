using Microsoft.Win32.SafeHandles;

namespace ReproBuild.Archives;

/// <summary>A stretch of a file as a stream. Many may read one handle at once: each keeps its own position.</summary>
internal sealed class FileRangeStream(SafeFileHandle file, string path, long offset, long length, bool owned) : ForwardStream
{
    private long _read;

    public override long Length => length;

    public override int Read(Span<byte> buffer)
    {
        if (length - _read < buffer.Length) buffer = buffer[..(int)(length - _read)];
        if (buffer.IsEmpty) return 0;
        int count;
        try
        {
            count = RandomAccess.Read(file, buffer, offset + _read);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ArchiveErrors.Unreadable(path, exception);
        }
        // The length was measured when the archive was opened, so the file has shrunk since.
        if (count == 0) throw ArchiveErrors.Truncated(path, $"at byte {offset + _read}, within a blob, and was longer when it was opened");
        _read += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && owned) file.Dispose();
        base.Dispose(disposing);
    }
}
