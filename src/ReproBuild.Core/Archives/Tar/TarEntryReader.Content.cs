using ReproBuild.Diagnostics;

namespace ReproBuild.Archives;

/// <summary>The content of the entry at which the reader stands, in pieces that are not copied.</summary>
public sealed partial class TarEntryReader
{
    private byte[] _buffer = [];
    private int _position, _available;
    private long _taken;
    private int _padding;

    /// <summary>How many stored bytes of the content are not yet read.</summary>
    public long ContentRemaining { get; private set; }

    /// <summary>How many bytes of the source are taken from it but not yet read.</summary>
    internal int Buffered => _available;

    /// <summary>How many bytes were passed since the tar's beginning.</summary>
    internal long Position => _taken;

    /// <summary>Looks at the next piece of stored content without passing it; empty at the content's end.</summary>
    /// <returns>A piece of any length, valid until the next call of any method of the reader but <see cref="AdvanceContent"/>.</returns>
    /// <exception cref="ReproException">The tar ends within the content, or its blob is not what was promised.</exception>
    public ReadOnlySpan<byte> PeekContent()
    {
        if (ContentRemaining == 0)
        {
            ReadPadding();
            return default;
        }
        if (!Fill()) throw Malformed($"it ends within \"{_entry.Path}\", {ContentRemaining} bytes before that entry's end");
        return _buffer.AsSpan(_position, (int)Math.Min(_available, ContentRemaining));
    }

    /// <summary>Passes bytes that <see cref="PeekContent"/> has shown.</summary>
    /// <param name="count">How many, at most as many as were shown.</param>
    public void AdvanceContent(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Math.Min(_available, ContentRemaining));
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Take(count);
        ContentRemaining -= count;
    }

    /// <summary>Reads the next piece of stored content.</summary>
    /// <param name="chunk">The piece, valid until the next call; empty at the content's end.</param>
    /// <param name="max">The longest piece that is wanted.</param>
    /// <returns>False at the content's end.</returns>
    public bool TryReadContent(out ReadOnlySpan<byte> chunk, int max = int.MaxValue)
    {
        chunk = PeekContent();
        if (chunk.Length > max) chunk = chunk[..max];
        AdvanceContent(chunk.Length);
        return !chunk.IsEmpty;
    }

    /// <summary>Copies what is left of the stored content.</summary>
    public void CopyContentTo(Stream destination)
    {
        while (TryReadContent(out var chunk)) destination.Write(chunk);
    }

    /// <summary>The content as a stream: of a sparse file the whole, its holes as zeros. Valid until the next entry.</summary>
    public Stream OpenContent() => new TarContentStream(this, _entry);

    private void StartContent(long stored)
    {
        ContentRemaining = stored;
        _padding = (int)(-stored & (TarField.BlockSize - 1));
    }

    private void SkipContent()
    {
        long whole = ContentRemaining + _padding;
        while (whole > 0)
        {
            if (_available == 0 && _source.Skip(whole) is > 0 and long skipped)
            {
                _taken += skipped;
                break;
            }
            if (!Fill()) throw Malformed($"it ends within \"{_entry.Path}\", {whole} bytes before that entry's last block does");
            int piece = (int)Math.Min(_available, whole);
            Take(piece);
            whole -= piece;
        }
        (ContentRemaining, _padding) = (0, 0);
    }

    private void ReadPadding()
    {
        if (_padding == 0) return;
        if (!Fill() || _available < _padding) throw Malformed($"it ends within the last block of \"{_entry.Path}\"");
        // Nearly always zeros, which need no copy of their own.
        var padding = _buffer.AsMemory(_position, _padding);
        _entry.Padding = padding.Span.IndexOfAnyExcept((byte)0) < 0 ? Zeros.AsMemory(0, _padding) : padding.ToArray();
        Take(_padding);
        _padding = 0;
    }

    private static readonly byte[] Zeros = new byte[TarField.BlockSize];

    /// <summary>A size filled up to whole blocks; negative where that is beyond 63 bits.</summary>
    internal static long Padded(long size) => unchecked(size + (-size & (TarField.BlockSize - 1)));

    private bool TryReadBlock(out ReadOnlySpan<byte> block)
    {
        block = default;
        if (!Fill()) return false;
        if (_available < TarField.BlockSize) throw Malformed($"it ends within a header, after {Position + _available} bytes");
        block = _buffer.AsSpan(_position, TarField.BlockSize);
        Take(TarField.BlockSize);
        return true;
    }

    private bool Fill()
    {
        if (_available > 0) return true;
        _available = _source.Next(out _buffer);
        _position = 0;
        return _available > 0;
    }

    private void Take(int count)
    {
        _position += count;
        _available -= count;
        _taken += count;
    }

    private ReproException Malformed(string why) => ArchiveErrors.MalformedLayer(_what, why);
}
