using System.Buffers;

namespace ReproBuild.Registries;

/// <summary>A blob's bytes from any place on. Going on where the last piece ended costs nothing; going back opens them anew.</summary>
internal sealed class UploadSource(Func<Stream> open) : IDisposable
{
    private Stream? _stream;
    private long _position;

    /// <summary>What reading the bytes threw: it is no failure of the registry's.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Copies a piece.</summary>
    /// <param name="offset">Where it begins.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="to">Takes it.</param>
    /// <param name="isLast">Whether the blob ends with it. Then the end is read before the last bytes go out, where a stream that checks a digest does so.</param>
    /// <param name="watchdog">Fed with each buffer.</param>
    public async Task CopyAsync(long offset, long length, Stream to, bool isLast, Watchdog watchdog)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(128 << 10);
        try
        {
            Seek(offset, buffer);
            while (length > 0)
            {
                int count = Read(buffer.AsSpan(0, (int)Math.Min(length, buffer.Length)));
                length -= count;
                if (length == 0 && isLast) CheckEnd();
                await to.WriteAsync(buffer.AsMemory(0, count), watchdog.Token).ConfigureAwait(false);
                watchdog.Feed();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Seek(long offset, byte[] buffer)
    {
        if (_stream is null || _position > offset)
        {
            _stream?.Dispose();
            _position = 0;
            _stream = open();
        }
        while (_position < offset) Read(buffer.AsSpan(0, (int)Math.Min(offset - _position, buffer.Length)));
    }

    private int Read(Span<byte> buffer)
    {
        int count = TryRead(buffer);
        if (count == 0) throw Failure = new EndOfStreamException($"The blob ends after {_position} bytes, and its descriptor says that it is longer.");
        _position += count;
        return count;
    }

    private void CheckEnd()
    {
        Span<byte> more = stackalloc byte[1];
        if (TryRead(more) > 0) throw Failure = new InvalidDataException($"The blob is longer than {_position} bytes, which is what its descriptor says.");
    }

    private int TryRead(Span<byte> buffer)
    {
        try
        {
            return _stream!.Read(buffer);
        }
        catch (Exception e)
        {
            Failure = e;
            throw;
        }
    }

    public void Dispose() => _stream?.Dispose();
}
