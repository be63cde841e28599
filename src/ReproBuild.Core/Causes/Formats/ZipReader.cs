using System.Buffers.Binary;
using System.IO.Hashing;

namespace ReproBuild.Causes.Formats;

/// <summary>Reads a zip so that every byte of it is accounted for. APPNOTE.TXT 4.3.</summary>
/// <remarks>
/// Own code around a library's inflater: what libraries give is a cleaned view that hides local headers, extra fields and what lies
/// between entries, and two archives would seem equal that are not.
/// </remarks>
internal sealed class ZipReader(ReadOnlyMemory<byte> zip)
{
    private const int EndLength = 22, CentralLength = 46, LocalLength = 30;

    /// <summary>The archive's comment.</summary>
    public ReadOnlyMemory<byte> Comment { get; private set; }

    /// <summary>All entries with their local extra fields and contents, in the order of the central directory.</summary>
    public List<(ZipEntryRecord Entry, uint LocalTime, ReadOnlyMemory<byte> LocalExtra, ReadOnlyMemory<byte> Content)> Read()
    {
        int end = FindEnd();
        int count = U16(end + 10), length = I32(end + 12), start = I32(end + 16);
        Comment = zip[(end + EndLength)..];
        if (U16(end + 4) != 0 || U16(end + 6) != 0 || U16(end + 8) != count) throw new NotSupportedException("the zip archive is in parts");
        if (start + (long)length != end) throw new NotSupportedException("the zip archive has something before its end record");

        var entries = new List<ZipEntryRecord>();
        int at = start;
        for (int i = 0; i < count; i++) entries.Add(Central(ref at));
        if (at != end) throw new InvalidDataException("the zip's directory is not as long as it says");
        if (count > ContentLimits.MaxMembers) throw new InvalidDataException($"the archive has over {ContentLimits.MaxMembers} members");

        var meter = new ExpansionMeter(zip.Length);
        int place = 0;
        var read = new Dictionary<ZipEntryRecord, (uint, ReadOnlyMemory<byte>, ReadOnlyMemory<byte>)>(ReferenceEqualityComparer.Instance);
        foreach (var entry in entries.OrderBy(e => e.Offset))
        {
            if (entry.Offset != place) throw new NotSupportedException("the zip archive has something between its entries");
            read[entry] = Local(entry, ref place, meter);
        }

        if (place != start) throw new NotSupportedException("the zip archive has something before its directory");
        return [.. entries.Select(e => (e, read[e].Item1, read[e].Item2, read[e].Item3))];
    }

    private int FindEnd()
    {
        for (int at = zip.Length - EndLength; at >= Math.Max(0, zip.Length - EndLength - ushort.MaxValue); at--)
        {
            if (zip.Span[at..].StartsWith("PK\x05\x06"u8) && at + EndLength + U16(at + 20) == zip.Length) return at;
        }

        throw new InvalidDataException("the zip archive has no end record");
    }

    private ZipEntryRecord Central(ref int at)
    {
        if (!zip.Span[at..].StartsWith("PK\x01\x02"u8)) throw new InvalidDataException("an entry of the zip's directory is malformed");
        int name = U16(at + 28), extra = U16(at + 30), comment = U16(at + 32), text = at + CentralLength;
        if (U16(at + 34) != 0) throw new NotSupportedException("the zip archive is in parts");
        var entry = new ZipEntryRecord(
            U16(at + 4), U16(at + 8), U16(at + 10), U32(at + 12), U32(at + 16), I32(at + 20), I32(at + 24), U16(at + 36), U32(at + 38), I32(at + 42),
            zip.Slice(text, name), zip.Slice(text + name, extra), zip.Slice(text + name + extra, comment));
        if ((entry.Flags & ZipEntryRecord.Encrypted) != 0 || entry.Method is not (0 or 8)) throw new NotSupportedException("the zip archive is encrypted, or packed in a rare way");
        if (name == 0) throw new NotSupportedException("the zip archive has an entry without a name");
        at = text + name + extra + comment;
        return entry;
    }

    private (uint Time, ReadOnlyMemory<byte> Extra, ReadOnlyMemory<byte> Content) Local(ZipEntryRecord entry, ref int at, ExpansionMeter meter)
    {
        if (!zip.Span[at..].StartsWith("PK\x03\x04"u8)) throw new InvalidDataException("a header of the zip archive is malformed");
        uint time = U32(at + 10);
        int name = U16(at + 26), extra = U16(at + 28), text = at + LocalLength;
        bool described = (entry.Flags & ZipEntryRecord.HasDescriptor) != 0;
        bool same = U16(at + 6) == entry.Flags && U16(at + 8) == entry.Method && zip.Slice(text, name).Span.SequenceEqual(entry.Name.Span)
            && (U32(at + 14) == entry.Crc || described && U32(at + 14) == 0)
            && (U32(at + 18) == entry.PackedSize || described && U32(at + 18) == 0)
            && (U32(at + 22) == entry.Size || described && U32(at + 22) == 0);
        if (!same) throw new InvalidDataException("a header of the zip archive and its directory disagree");

        var localExtra = zip.Slice(text + name, extra);
        var packed = zip.Slice(text + name + extra, entry.PackedSize);
        at = text + name + extra + entry.PackedSize;
        if (described) at = PassDescriptor(entry, at);

        var content = Unpack(entry, packed, meter);
        if (content.Length != entry.Size || Crc32.HashToUInt32(content.Span) != entry.Crc) throw new InvalidDataException("a checksum in the zip archive is wrong");
        return (time, localExtra, content);
    }

    private static ReadOnlyMemory<byte> Unpack(ZipEntryRecord entry, ReadOnlyMemory<byte> packed, ExpansionMeter meter)
    {
        if (entry.Method == 0)
        {
            meter.AddStored(packed.Length);
            return packed;
        }

        byte[] content = Deflated.Unpack(packed, meter, out int taken, entry.Size);
        return taken == packed.Length ? content : throw new NotSupportedException("the zip archive has something behind an entry's data");
    }

    // The signature may be missing.
    private int PassDescriptor(ZipEntryRecord entry, int at)
    {
        if (zip.Span[at..].StartsWith("PK\x07\x08"u8)) at += 4;
        if (U32(at) != entry.Crc || U32(at + 4) != entry.PackedSize || U32(at + 8) != entry.Size) throw new InvalidDataException("sizes in the zip archive disagree");
        return at + 12;
    }

    private int U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(zip.Span[at..]);

    private uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(zip.Span[at..]);

    private int I32(int at) => BinaryPrimitives.ReadInt32LittleEndian(zip.Span[at..]) is >= 0 and var value ? value : throw new NotSupportedException("the zip archive is a large one (zip64)");
}
