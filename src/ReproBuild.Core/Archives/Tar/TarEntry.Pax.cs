namespace ReproBuild.Archives;

/// <summary>What pax records say of an entry. POSIX.1-2001 <c>pax</c>, "pax Extended Header".</summary>
public sealed partial class TarEntry
{
    private void Apply(IReadOnlyList<PaxRecord> records, string what)
    {
        for (int i = 0; i < records.Count; i++)
        {
            var record = records[i];
            // An empty value takes the keyword back, so that the header's own field holds.
            if (record.Value.Length > 0) Apply(record, what);
        }
    }

    private void Apply(PaxRecord record, string what)
    {
        var key = record.KeyBytes.Span;
        if (key.SequenceEqual("mtime"u8)) MTime = Time(record, what);
        else if (key.SequenceEqual("path"u8)) (PathBytes, _path) = (Name(record, what), null);
        else if (key.SequenceEqual("linkpath"u8)) (LinkTargetBytes, _linkTarget) = (Name(record, what), null);
        else if (key.SequenceEqual("uname"u8)) UserNameBytes = Name(record, what);
        else if (key.SequenceEqual("gname"u8)) GroupNameBytes = Name(record, what);
        else if (key.SequenceEqual("uid"u8)) Uid = Number(record, what);
        else if (key.SequenceEqual("gid"u8)) Gid = Number(record, what);
        else if (key.SequenceEqual("size"u8)) Size = Number(record, what);
        else if (key.SequenceEqual("GNU.sparse.name"u8)) (PathBytes, _path) = (Name(record, what), null);
    }

    private static ReadOnlyMemory<byte> Name(PaxRecord record, string what) =>
        record.Value.Span.Contains((byte)0)
            ? throw ArchiveErrors.MalformedLayer(what, $"the pax record {record.Key} holds a NUL, which no name can")
            : record.Value;

    private static long Number(PaxRecord record, string what) =>
        PaxParser.TryDecimal(record.Value.Span, out long value)
            ? value
            : throw ArchiveErrors.MalformedLayer(what, $"the pax record {record.Key} is no whole number below 2^63");

    private static TarTime Time(PaxRecord record, string what) =>
        PaxParser.TryTime(record.Value.Span, out var time)
            ? time
            : throw ArchiveErrors.MalformedLayer(what, $"the pax record {record.Key} is no time in seconds");
}
