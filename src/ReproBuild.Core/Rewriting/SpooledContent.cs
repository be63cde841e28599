using ReproBuild.Archives;

namespace ReproBuild.Rewriting;

/// <summary>The content of one entry, out of the spool; the holes of a sparse file are zeros.</summary>
internal sealed class SpooledContent(ContentSpool spool, LayerEntry entry) : ForwardStream
{
    private readonly IReadOnlyList<SparseSegment> _segments = entry.Sparse ?? [new SparseSegment(0, entry.Header.Size)];
    private long _position;
    private long _stored;
    private int _segment;

    public override int Read(Span<byte> buffer)
    {
        while (_segment < _segments.Count && _position >= _segments[_segment].Offset + _segments[_segment].Length) _segment++;

        bool hole = _segment == _segments.Count || _position < _segments[_segment].Offset;
        long end = !hole ? _segments[_segment].Offset + _segments[_segment].Length
            : _segment < _segments.Count ? _segments[_segment].Offset : entry.Header.Size;
        var part = buffer[..(int)Math.Min(buffer.Length, end - _position)];
        if (hole) part.Clear();
        else if (!part.IsEmpty) part = part[..spool.Read(entry.Content + _stored, part)];

        _position += part.Length;
        if (!hole) _stored += part.Length;
        return part.Length;
    }
}
