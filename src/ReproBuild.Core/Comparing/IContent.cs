using System.Buffers;
using ReproBuild.Archives;

namespace ReproBuild.Comparing;

/// <summary>A content in pieces, as they happen to lie in memory.</summary>
internal interface IContent
{
    /// <summary>The next piece, of any length; empty at the end.</summary>
    ReadOnlySpan<byte> Peek();

    /// <summary>Passes bytes that <see cref="Peek"/> has shown.</summary>
    void Advance(int count);
}

/// <summary>The stored bytes at which a reader stands.</summary>
internal sealed class StoredContent(LayerReader reader) : IContent
{
    public ReadOnlySpan<byte> Peek() => reader.PeekContent();

    public void Advance(int count) => reader.AdvanceContent(count);
}

/// <summary>A content that is in memory.</summary>
internal sealed class KeptContent(byte[] bytes) : IContent
{
    private int _at;

    public ReadOnlySpan<byte> Peek() => bytes.AsSpan(_at);

    public void Advance(int count) => _at += count;
}

/// <summary>A sparse file as its reader would see it, holes as zeros.</summary>
internal sealed class WholeContent(Stream stream) : IContent, IDisposable
{
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
    private int _at, _length;

    public ReadOnlySpan<byte> Peek()
    {
        if (_at == _length) (_at, _length) = (0, stream.Read(_buffer));
        return _buffer.AsSpan(_at, _length - _at);
    }

    public void Advance(int count) => _at += count;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        stream.Dispose();
    }
}
