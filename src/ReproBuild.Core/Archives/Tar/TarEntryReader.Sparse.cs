namespace ReproBuild.Archives;

/// <summary>The maps of sparse files: old GNU, and pax 0.0, 0.1 and 1.0. GNU tar manual, "Storing Sparse Files".</summary>
public sealed partial class TarEntryReader
{
    private void ReadSparseMap()
    {
        if (_entry.TypeFlag == 'S')
        {
            ReadOldGnuMap();
            return;
        }
        if (_entry.PaxRecords.Count == 0 || _entry.Type != TarEntryType.File) return;

        var records = _entry.PaxRecords;
        long realSize = Number(records, "GNU.sparse.realsize"u8) ?? Number(records, "GNU.sparse.size"u8) ?? _entry.Size;
        if (Number(records, "GNU.sparse.major"u8) == 1) SetMap(ReadStoredMap(), realSize);
        else if (Last(records, "GNU.sparse.map"u8) is { } map) SetMap(SparseMapParser.FromList(map.Value.Span, Malformed), realSize);
        else if (Last(records, "GNU.sparse.numblocks"u8) is not null) SetMap(SparseMapParser.FromRecords(records, Malformed), realSize);
    }

    private void ReadOldGnuMap()
    {
        var header = _entry.RawHeader.Span;
        if (!TarField.TryNumber(header.Slice(483, 12), out long realSize)) throw Malformed($"\"{_entry.Path}\" has no real size");
        List<SparseSegment> map = [];
        SparseMapParser.AddGnu(map, header.Slice(386, 4 * 24), Malformed);
        bool more = header[482] != 0;
        while (more)
        {
            // These blocks follow the header and are no part of the size.
            CheckExtensionRoom();
            if (!TryReadBlock(out var block)) throw Malformed($"it ends within the sparse map of \"{_entry.Path}\"");
            _entry.Extensions.Append(block);
            SparseMapParser.AddGnu(map, block[..(21 * 24)], Malformed);
            more = block[504] != 0;
        }
        SetMap(map, realSize);
    }

    /// <summary>Format 1.0 keeps its map at the start of the content: decimal lines, filled up to whole blocks.</summary>
    private List<SparseSegment> ReadStoredMap()
    {
        var text = new SparseMapText();
        while (!text.IsComplete)
        {
            CheckExtensionRoom();
            if (ContentRemaining < TarField.BlockSize && ContentRemaining + _padding < TarField.BlockSize) throw Malformed($"the sparse map of \"{_entry.Path}\" does not end");
            if (!TryReadBlock(out var block)) throw Malformed($"it ends within the sparse map of \"{_entry.Path}\"");
            _entry.Extensions.Append(block);
            text.Add(block, Malformed);
            (ContentRemaining, _padding) = ContentRemaining >= TarField.BlockSize ? (ContentRemaining - TarField.BlockSize, _padding) : (0, 0);
        }
        return text.Map;
    }

    private void SetMap(List<SparseSegment> map, long realSize)
    {
        SparseMapParser.Check(map, realSize, ContentRemaining, why => Malformed($"the sparse map of \"{_entry.Path}\" {why}"));
        _entry.SetSparse(map, realSize, ContentRemaining);
    }

    private void CheckExtensionRoom()
    {
        if (_entry.Extensions.Length + TarField.BlockSize > Limits.MaxPaxBytes)
        {
            throw Limits.Exceeded(nameof(Limits.MaxPaxBytes), Limits.MaxPaxBytes, $"{_what} has a longer sparse map");
        }
    }

    private static PaxRecord? Last(IReadOnlyList<PaxRecord> records, ReadOnlySpan<byte> key)
    {
        for (int i = records.Count - 1; i >= 0; i--)
        {
            if (records[i].Is(key)) return records[i];
        }
        return null;
    }

    private long? Number(IReadOnlyList<PaxRecord> records, ReadOnlySpan<byte> key) =>
        Last(records, key) is not { } record ? null
        : PaxParser.TryDecimal(record.Value.Span, out long value) ? value
        : throw Malformed($"the pax record {record.Key} is no whole number below 2^63");
}
