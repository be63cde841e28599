namespace ReproBuild.Archives;

/// <summary>An entry in few bytes, for a reader that must remember a million of them.</summary>
public sealed partial class TarEntry
{
    /// <summary>Writes what <see cref="Restore"/> needs; the global records, which entries share, are not part of it.</summary>
    internal void Save(BinaryWriter to)
    {
        SaveHeader(to);
        to.Write7BitEncodedInt(_extensions.Length);
        to.Write(_extensions.Written.Span);
        to.Write7BitEncodedInt(_headers.Count);
        foreach (var (flag, start, length) in _headers)
        {
            to.Write(flag);
            to.Write7BitEncodedInt(start);
            to.Write7BitEncodedInt(length);
        }

        to.Write7BitEncodedInt(Padding.Length);
        to.Write(Padding.Span);
        to.Write7BitEncodedInt(_sparse?.Count ?? -1);
        if (_sparse is null) return;

        to.Write(Size);
        to.Write(StoredSize);
        foreach (var (offset, length) in _sparse)
        {
            to.Write7BitEncodedInt64(offset);
            to.Write7BitEncodedInt64(length);
        }
    }

    /// <summary>Makes an entry of what <see cref="Save"/> has written; it has no content.</summary>
    internal static TarEntry Restore(BinaryReader from, IReadOnlyList<PaxRecord> globals)
    {
        var entry = new TarEntry { GlobalRecords = globals };
        entry.RestoreHeader(from);
        entry._extensions.Append(from.ReadBytes(from.Read7BitEncodedInt()));
        for (int i = from.Read7BitEncodedInt(); i > 0; i--)
            entry._headers.Add(new ExtensionHeader(from.ReadByte(), from.Read7BitEncodedInt(), from.Read7BitEncodedInt()));

        entry.Interpret("");
        entry.Padding = from.ReadBytes(from.Read7BitEncodedInt());
        int pieces = from.Read7BitEncodedInt();
        if (pieces < 0) return entry;

        var (size, stored) = (from.ReadInt64(), from.ReadInt64());
        var map = new List<SparseSegment>(pieces);
        for (; pieces > 0; pieces--) map.Add(new SparseSegment(from.Read7BitEncodedInt64(), from.Read7BitEncodedInt64()));
        entry.SetSparse(map, size, stored);
        return entry;
    }

    // A header is mostly zeros: pairs of a run of zeros and a run of other bytes, each run's length before it.
    private void SaveHeader(BinaryWriter to)
    {
        for (int at = 0; at < _header.Length;)
        {
            int zeros = Run(_header.AsSpan(at).IndexOfAnyExcept((byte)0), at);
            int others = Run(_header.AsSpan(at + zeros).IndexOf((byte)0), at + zeros);
            to.Write7BitEncodedInt(zeros);
            to.Write7BitEncodedInt(others);
            to.Write(_header.AsSpan(at + zeros, others));
            at += zeros + others;
        }

        int Run(int found, int from) => found < 0 ? _header.Length - from : found;
    }

    private void RestoreHeader(BinaryReader from)
    {
        for (int at = 0; at < _header.Length;)
        {
            at += from.Read7BitEncodedInt();
            int others = from.Read7BitEncodedInt();
            from.BaseStream.ReadExactly(_header.AsSpan(at, others));
            at += others;
        }
    }
}
