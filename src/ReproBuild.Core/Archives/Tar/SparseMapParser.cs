using ReproBuild.Diagnostics;

namespace ReproBuild.Archives;

/// <summary>Reads the pieces of a sparse file out of headers and records.</summary>
internal static class SparseMapParser
{
    /// <summary>Adds old GNU slots of twelve and twelve bytes; the first empty one ends them.</summary>
    public static void AddGnu(List<SparseSegment> map, ReadOnlySpan<byte> slots, Func<string, ReproException> error)
    {
        for (; !slots.IsEmpty && slots[0] != 0; slots = slots[24..])
        {
            if (!TarField.TryNumber(slots[..12], out long offset) || !TarField.TryNumber(slots.Slice(12, 12), out long length))
            {
                throw error("a sparse map holds no number");
            }
            Add(map, offset, length);
        }
    }

    /// <summary>Reads format 0.1: one record, <c>offset,length,offset,length…</c></summary>
    public static List<SparseSegment> FromList(ReadOnlySpan<byte> text, Func<string, ReproException> error)
    {
        List<SparseSegment> map = [];
        long? offset = null;
        foreach (var range in text.Split((byte)','))
        {
            if (!PaxParser.TryDecimal(text[range], out long number)) throw error("a sparse map holds no number");
            if (offset is { } start) Add(map, start, number);
            offset = offset is null ? number : null;
        }
        return offset is null ? map : throw error("a sparse map has an offset with no length");
    }

    /// <summary>Reads format 0.0: a pair of records for each piece.</summary>
    public static List<SparseSegment> FromRecords(IReadOnlyList<PaxRecord> records, Func<string, ReproException> error)
    {
        List<SparseSegment> map = [];
        long? offset = null;
        foreach (var record in records)
        {
            bool start = record.Is("GNU.sparse.offset"u8);
            if (!start && !record.Is("GNU.sparse.numbytes"u8)) continue;
            if (start == offset.HasValue || !PaxParser.TryDecimal(record.Value.Span, out long number)) throw error("a sparse map's offsets and lengths do not pair");
            if (start) offset = number;
            else
            {
                Add(map, offset!.Value, number);
                offset = null;
            }
        }
        return offset is null ? map : throw error("a sparse map has an offset with no length");
    }

    public static void Add(List<SparseSegment> map, long offset, long length)
    {
        if (map.Count == Limits.MaxSparseSegments)
        {
            throw Limits.Exceeded(nameof(Limits.MaxSparseSegments), Limits.MaxSparseSegments, "A sparse file has more pieces");
        }
        map.Add(new SparseSegment(offset, length));
    }

    /// <summary>Pieces must rise, not overlap, lie within the file and add up to what is stored.</summary>
    public static void Check(List<SparseSegment> map, long realSize, long stored, Func<string, ReproException> error)
    {
        long end = 0, sum = 0;
        foreach (var (offset, length) in map)
        {
            if (offset < end || length < 0 || offset > realSize - length) throw error($"has a piece of {length} bytes at {offset} that overlaps another or leaves the file");
            end = offset + length;
            sum += length;
        }
        if (realSize < 0 || sum != stored) throw error($"promises {sum} bytes where {stored} are stored");
    }
}
