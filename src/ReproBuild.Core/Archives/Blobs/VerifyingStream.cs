using System.Security.Cryptography;
using ReproBuild.Images;

namespace ReproBuild.Archives;

/// <summary>Hashes what is read through it, in large pieces, and at the end compares.</summary>
/// <param name="stream">The raw bytes; disposed with this.</param>
/// <param name="expected">What they must hash to; null where nobody knows.</param>
/// <param name="what">What they are called in messages.</param>
/// <param name="onRead">Hears how many bytes were read, each time; null for nobody.</param>
internal sealed class VerifyingStream(Stream stream, Digest? expected, string what, Action<int>? onRead = null) : ForwardStream
{
    private readonly IncrementalHash? _hash = expected?.CreateHash();
    private readonly byte[] _buffer = new byte[256 << 10];
    private int _position, _available;
    private bool _ended;

    public override long Length => stream.Length;

    /// <summary>How many bytes the reader has taken out of the stream below.</summary>
    public long Consumed { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        if (_available == 0)
        {
            // A large read goes straight to the reader's own memory.
            if (buffer.Length >= _buffer.Length) return Load(buffer);
            _available = Load(_buffer);
            _position = 0;
        }
        int count = Math.Min(_available, buffer.Length);
        _buffer.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        _available -= count;
        return count;
    }

    /// <summary>Reads what is left, so that the digest is checked.</summary>
    public void Drain()
    {
        _available = 0;
        while (Load(_buffer) > 0) { }
    }

    private int Load(Span<byte> buffer)
    {
        if (_ended) return 0;
        int count = stream.Read(buffer);
        Consumed += count;
        onRead?.Invoke(count);
        if (count > 0) _hash?.AppendData(buffer[..count]);
        else Verify();
        return count;
    }

    private void Verify()
    {
        _ended = true;
        if (expected is null) return;
        var found = Digest.FromHash(_hash!.AlgorithmName, _hash.GetHashAndReset());
        if (found != expected) throw ArchiveErrors.DigestLie(what, expected, found);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stream.Dispose();
            _hash?.Dispose();
        }
        base.Dispose(disposing);
    }
}
