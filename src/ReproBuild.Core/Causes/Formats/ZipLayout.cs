using System.Buffers.Binary;

namespace ReproBuild.Causes.Formats;

/// <summary>Where everything stands in a zip, read so that every byte of it is accounted for. APPNOTE.TXT 4.3.</summary>
/// <remarks>
/// Own code around a library's inflater: what libraries give is a cleaned view that hides local headers, extra fields and what lies
/// between entries, and two archives would seem equal that are not.
/// </remarks>
/// <param name="Entries">The entries, in the order of the central directory.</param>
/// <param name="Comment">The archive's comment.</param>
internal sealed record ZipLayout(IReadOnlyList<ZipPlace> Entries, ReadOnlyMemory<byte> Comment)
{
    private const int EndLength = 22, CentralLength = 46, LocalLength = 30, MaxDescriptor = 16;

    /// <summary>Reads it. Contents are not unpacked, and so not checked.</summary>
    /// <param name="zip">The archive; can seek.</param>
    /// <exception cref="Exception">One of <see cref="ContentFault"/>: it is malformed, or holds what no field tells.</exception>
    public static ZipLayout Read(Stream zip)
    {
        byte[] tail = Bytes(zip, Math.Max(0, zip.Length - EndLength - ushort.MaxValue), (int)Math.Min(zip.Length, EndLength + ushort.MaxValue));
        int end = FindEnd(tail);
        int count = U16(tail, end + 10), length = I32(tail, end + 12), start = I32(tail, end + 16);
        if (U16(tail, end + 4) != 0 || U16(tail, end + 6) != 0 || U16(tail, end + 8) != count) throw new NotSupportedException("the zip archive is in parts");
        if (start + (long)length != zip.Length - tail.Length + end) throw new NotSupportedException("the zip archive has something before its end record");
        if (count > ContentLimits.MaxMembers) throw new InvalidDataException($"the archive has over {ContentLimits.MaxMembers} members");
        if (length > ContentLimits.MaxBytes) throw new InvalidDataException($"the zip's directory is longer than {ContentLimits.MaxBytes >> 20} MiB");

        byte[] directory = Bytes(zip, start, length);
        var entries = new ZipEntryRecord[count];
        int at = 0;
        for (int i = 0; i < count; i++) entries[i] = Central(directory, ref at);
        if (at != length) throw new InvalidDataException("the zip's directory is not as long as it says");

        long place = 0, texts = 0;
        var places = new Dictionary<ZipEntryRecord, ZipPlace>(ReferenceEqualityComparer.Instance);
        foreach (var entry in entries.OrderBy(e => e.Offset))
        {
            if (entry.Offset != place) throw new NotSupportedException("the zip archive has something between its entries");
            places[entry] = Local(zip, entry, ref place);
            if ((texts += places[entry].LocalExtra.Length) > ContentLimits.MaxBytes) throw new InvalidDataException($"the zip's headers are longer than {ContentLimits.MaxBytes >> 20} MiB");
        }

        if (place != start) throw new NotSupportedException("the zip archive has something before its directory");
        return new ZipLayout([.. entries.Select(e => places[e])], tail.AsMemory(end + EndLength));
    }

    private static int FindEnd(byte[] tail)
    {
        for (int at = tail.Length - EndLength; at >= 0; at--)
        {
            if (tail.AsSpan(at).StartsWith("PK\x05\x06"u8) && at + EndLength + U16(tail, at + 20) == tail.Length) return at;
        }

        throw new InvalidDataException("the zip archive has no end record");
    }

    private static ZipEntryRecord Central(byte[] directory, ref int at)
    {
        if (!directory.AsSpan(at).StartsWith("PK\x01\x02"u8)) throw new InvalidDataException("an entry of the zip's directory is malformed");
        int name = U16(directory, at + 28), extra = U16(directory, at + 30), comment = U16(directory, at + 32), text = at + CentralLength;
        if (U16(directory, at + 34) != 0) throw new NotSupportedException("the zip archive is in parts");
        var entry = new ZipEntryRecord(
            U16(directory, at + 4), U16(directory, at + 8), U16(directory, at + 10), U32(directory, at + 12), U32(directory, at + 16),
            I32(directory, at + 20), I32(directory, at + 24), U16(directory, at + 36), U32(directory, at + 38), I32(directory, at + 42),
            directory.AsMemory(text, name), directory.AsMemory(text + name, extra), directory.AsMemory(text + name + extra, comment));
        if ((entry.Flags & ZipEntryRecord.Encrypted) != 0 || entry.Method is not (0 or 8)) throw new NotSupportedException("the zip archive is encrypted, or packed in a rare way");
        if (name == 0) throw new NotSupportedException("the zip archive has an entry without a name");
        at = text + name + extra + comment;
        return entry;
    }

    private static ZipPlace Local(Stream zip, ZipEntryRecord entry, ref long at)
    {
        byte[] header = Bytes(zip, at, LocalLength);
        if (!header.AsSpan().StartsWith("PK\x03\x04"u8)) throw new InvalidDataException("a header of the zip archive is malformed");
        int name = U16(header, 26), extra = U16(header, 28);
        byte[] texts = Bytes(zip, at + LocalLength, name + extra);
        bool described = (entry.Flags & ZipEntryRecord.HasDescriptor) != 0;
        bool same = U16(header, 6) == entry.Flags && U16(header, 8) == entry.Method && texts.AsSpan(0, name).SequenceEqual(entry.Name.Span)
            && (U32(header, 14) == entry.Crc || described && U32(header, 14) == 0)
            && (U32(header, 18) == entry.PackedSize || described && U32(header, 18) == 0)
            && (U32(header, 22) == entry.Size || described && U32(header, 22) == 0);
        if (!same) throw new InvalidDataException("a header of the zip archive and its directory disagree");

        long packed = at + LocalLength + name + extra;
        at = packed + entry.PackedSize;
        if (at > zip.Length) throw new InvalidDataException("the zip archive ends within an entry");
        if (described) at += DescriptorLength(entry, Bytes(zip, at, (int)Math.Min(MaxDescriptor, zip.Length - at)));
        return new ZipPlace(entry, U32(header, 10), texts.AsMemory(name), packed);
    }

    // The signature may be missing.
    private static int DescriptorLength(ZipEntryRecord entry, byte[] bytes)
    {
        int at = bytes.AsSpan().StartsWith("PK\x07\x08"u8) ? 4 : 0;
        if (U32(bytes, at) != entry.Crc || U32(bytes, at + 4) != entry.PackedSize || U32(bytes, at + 8) != entry.Size) throw new InvalidDataException("sizes in the zip archive disagree");
        return at + 12;
    }

    private static byte[] Bytes(Stream zip, long at, int count)
    {
        if (at + count > zip.Length) throw new EndOfStreamException("the zip archive ends too early");
        byte[] bytes = new byte[count];
        zip.Position = at;
        zip.ReadExactly(bytes);
        return bytes;
    }

    private static int U16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

    private static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static int I32(byte[] bytes, int at) =>
        BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at)) is >= 0 and var value ? value : throw new NotSupportedException("the zip archive is a large one (zip64)");
}
