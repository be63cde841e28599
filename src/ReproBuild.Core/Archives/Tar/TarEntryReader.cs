using ReproBuild.Images;

namespace ReproBuild.Archives;

/// <summary>Reads a tar, entry by entry, in its raw bytes: v7, ustar, star, GNU and pax.</summary>
/// <remarks>
/// <para>Own code, because libraries give a cleaned view: System.Formats.Tar hides raw headers, the order of records and what
/// stands behind the end, and those are the differences that this product looks for.</para>
/// <para>All errors are <see cref="Diagnostics.ReproException"/>: <see cref="Diagnostics.DiagnosticCodes.MalformedLayer"/> for
/// what is no tar, <see cref="Diagnostics.DiagnosticCodes.LimitExceeded"/> for what is too much of one.</para>
/// </remarks>
public sealed partial class TarEntryReader : IDisposable
{
    private readonly ByteSource _source;
    private readonly string _what;
    private readonly TarEntry _entry = new();
    private long _entries;
    private int _globalHeaders;

    /// <summary>Reads a tar from a stream, which is disposed with the reader.</summary>
    /// <param name="stream">The uncompressed tar.</param>
    /// <param name="what">What the tar is called in messages, such as <c>layer 2 of "/a.tar"</c>.</param>
    public TarEntryReader(Stream stream, string what) : this(new StreamSource(stream), what) { }

    internal TarEntryReader(ByteSource source, string what) => (_source, _what) = (source, what);

    /// <summary>What stands after the last entry; null until <see cref="Next"/> has returned null.</summary>
    public TarEnd? End { get; private set; }

    /// <summary>Goes on to the next entry; what is left of the content is passed over.</summary>
    /// <returns>The entry, valid until the next call; null after the last.</returns>
    public TarEntry? Next()
    {
        if (End is not null) return null;
        SkipContent();
        _entry.Clear();
        while (TryReadBlock(out var block))
        {
            if (block.IndexOfAnyExcept((byte)0) < 0)
            {
                if (_entry.HasExtensions) throw Malformed("it ends after an extended header, which belongs to no entry");
                ReadEnd(block);
                return null;
            }
            if (!TarField.ChecksumIsRight(block)) throw Malformed(_entries == 0 ? "it is no tar: its first header's checksum is wrong" : $"the checksum of the header at byte {Position - TarField.BlockSize} is wrong");
            if (TarField.Flag(block) is (byte)'x' or (byte)'X' or (byte)'g' or (byte)'L' or (byte)'K') ReadExtension(block);
            else return ReadEntry(block);
        }
        if (_entry.HasExtensions) throw Malformed("it ends after an extended header, which belongs to no entry");
        End = new TarEnd(0, IsZero: true, HasMarker: false, Digest.Of([]));
        return null;
    }

    private TarEntry ReadEntry(ReadOnlySpan<byte> block)
    {
        if (++_entries > Limits.MaxEntries) throw Limits.Exceeded(nameof(Limits.MaxEntries), Limits.MaxEntries, $"{_what} has more entries");
        _entry.SetHeader(block);
        _entry.Interpret(_what);
        if (Math.Max(_entry.PathBytes.Length, _entry.LinkTargetBytes.Length) > Limits.MaxPathBytes)
        {
            throw Limits.Exceeded(nameof(Limits.MaxPathBytes), Limits.MaxPathBytes, $"{_what} has a path of {Math.Max(_entry.PathBytes.Length, _entry.LinkTargetBytes.Length)} bytes");
        }
        StartContent(_entry.StoredSize);
        ReadSparseMap();
        return _entry;
    }

    private void ReadEnd(ReadOnlySpan<byte> first)
    {
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        hash.AppendData(first);
        (long length, bool zero, bool marker) = (first.Length, true, false);
        while (Fill())
        {
            var rest = _buffer.AsSpan(_position, _available);
            hash.AppendData(rest);
            zero &= rest.IndexOfAnyExcept((byte)0) < 0;
            if (length == TarField.BlockSize) marker = rest.Length >= TarField.BlockSize && rest[..TarField.BlockSize].IndexOfAnyExcept((byte)0) < 0;
            length += rest.Length;
            Take(rest.Length);
        }
        End = new TarEnd(length, zero, marker, Digest.FromHash(System.Security.Cryptography.HashAlgorithmName.SHA256, hash.GetHashAndReset()));
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}
