namespace ReproBuild.Archives;

/// <summary>An entry's content as a forward-only stream, holes filled with zeros.</summary>
internal sealed class TarContentStream(TarEntryReader reader, TarEntry entry) : ForwardStream
{
    private readonly IReadOnlyList<SparseSegment>? _map = entry.SparseMap;
    private readonly long _size = entry.Size;
    private long _at;
    private int _segment;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        if (_map is null) return ReadStored(buffer);
        while (_segment < _map.Count && _at >= _map[_segment].Offset + _map[_segment].Length) _segment++;
        if (_segment < _map.Count && _at >= _map[_segment].Offset)
        {
            return ReadStored(Cut(buffer, _map[_segment].Offset + _map[_segment].Length - _at));
        }
        var hole = Cut(buffer, (_segment < _map.Count ? _map[_segment].Offset : _size) - _at);
        hole.Clear();
        _at += hole.Length;
        return hole.Length;
    }

    private int ReadStored(Span<byte> buffer)
    {
        if (!reader.TryReadContent(out var chunk, buffer.Length)) return 0;
        chunk.CopyTo(buffer);
        _at += chunk.Length;
        return chunk.Length;
    }

    private static Span<byte> Cut(Span<byte> buffer, long length) => length < buffer.Length ? buffer[..(int)length] : buffer;
}
