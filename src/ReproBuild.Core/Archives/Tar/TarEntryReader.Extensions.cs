namespace ReproBuild.Archives;

/// <summary>The headers that stand before an entry and speak of it, or of all that follow.</summary>
public sealed partial class TarEntryReader
{
    private void ReadExtension(ReadOnlySpan<byte> header)
    {
        byte flag = TarField.Flag(header);
        if (!TarField.TryNumber(TarField.Size(header), out long size) || size < 0) throw Malformed("an extended header has no valid size");
        long padded = Padded(size);
        if (_entry.Extensions.Length + (long)TarField.BlockSize + padded > Limits.MaxPaxBytes || padded < size)
        {
            throw Limits.Exceeded(nameof(Limits.MaxPaxBytes), Limits.MaxPaxBytes, $"{_what} has extended headers of {size} bytes and more for one entry");
        }
        _entry.Extensions.Append(header);
        int start = _entry.Extensions.Length;
        CopyBlocks(padded);
        if (flag == 'g') MergeGlobals(_entry.Extensions.Written.Slice(start, (int)size).ToArray());
        else _entry.AddExtension(flag, start, (int)size);
    }

    private void CopyBlocks(long count)
    {
        while (count > 0)
        {
            if (!Fill()) throw Malformed("it ends within an extended header");
            var piece = _buffer.AsSpan(_position, (int)Math.Min(_available, count));
            _entry.Extensions.Append(piece);
            count -= piece.Length;
            Take(piece.Length);
        }
    }

    /// <summary>A later global record stands in for an earlier one of the same keyword, so that they cannot pile up.</summary>
    private void MergeGlobals(byte[] data)
    {
        if (++_globalHeaders > Limits.MaxGlobalHeaders)
        {
            throw Limits.Exceeded(nameof(Limits.MaxGlobalHeaders), Limits.MaxGlobalHeaders, $"{_what} has more global extended headers");
        }
        List<PaxRecord> added = [];
        PaxParser.Parse(data, added, _what);
        var keys = added.Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
        _entry.SetGlobals([.. _entry.GlobalRecords.Where(r => !keys.Contains(r.Key)), .. added]);
        if (_entry.GlobalRecords.Sum(r => (long)r.KeyBytes.Length + r.Value.Length) > Limits.MaxPaxBytes)
        {
            throw Limits.Exceeded(nameof(Limits.MaxPaxBytes), Limits.MaxPaxBytes, $"{_what} has more bytes of global records");
        }
    }
}
