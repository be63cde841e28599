using System.Buffers.Binary;

namespace ReproBuild.Causes.Formats;

/// <summary>The <see cref="Outline"/> of zip archives: libraries are most of a Java application, and the same on both sides.</summary>
internal static class ZipOutline
{
    // Of an extra field that nobody uses; it holds the digest of the data.
    private const int DigestField = 0xd16e;
    private const int LocalLength = 30, CentralLength = 46, EndLength = 22;

    /// <summary>Makes the outlines of both.</summary>
    /// <param name="left">The left archive; can seek.</param>
    /// <param name="right">The right one.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="Exception">One of <see cref="ContentFault"/>: it is no such archive, or more than <see cref="ContentLimits.MaxBytes"/> of it differ.</exception>
    public static (byte[] Left, byte[] Right) Of(Stream left, Stream right, CancellationToken cancellation)
    {
        var (one, other) = (ZipLayout.Read(left), ZipLayout.Read(right));
        var same = Outline.Same(one.Entries, other.Entries, NameOf, (l, r) => l.Entry.Method == r.Entry.Method && l.Entry.Crc == r.Entry.Crc
            && l.Entry.Size == r.Entry.Size && Data(left, l).IsSame(Data(right, r), cancellation));
        return (Write(left, one, same, cancellation), Write(right, other, same, cancellation));
    }

    // As it is compared later.
    private static string NameOf(ZipPlace place) => new FieldList().Name(place.Entry.Name.Span);

    private static ContentPart Data(Stream zip, ZipPlace place) => new(zip, place.Packed, place.Entry.PackedSize);

    private static byte[] Write(Stream zip, ZipLayout layout, HashSet<string> same, CancellationToken cancellation)
    {
        var parts = layout.Entries.Select(p => Part(zip, p, !same.Contains(NameOf(p)), cancellation)).ToArray();
        Outline.CheckRoom(parts.Where(p => p.IsWhole).Sum(p => (long)Math.Max(p.Entry.PackedSize, p.Entry.Size)));

        // It is long: an array that grows would take twice as much.
        byte[] outline = new byte[checked(parts.Sum(p => p.Length) + EndLength + layout.Comment.Length)];
        using var to = new BinaryWriter(new MemoryStream(outline));
        foreach (var part in parts.OrderBy(p => p.Place.Packed))
        {
            part.Offset = Position();
            WriteLocal(to, part.Entry, part.Place.LocalTime, part.Extra);
            if (part.IsWhole) Data(zip, part.Place).CopyTo(to.BaseStream, cancellation);
            else to.Write(Empty(part.Entry.Method));
        }

        int start = Position();
        foreach (var part in parts) WriteCentral(to, part.Entry, part.Offset);
        WriteEnd(to, layout, start, Position() - start);
        return outline;

        int Position() => (int)to.BaseStream.Position;
    }

    private static Written Part(Stream zip, ZipPlace place, bool whole, CancellationToken cancellation) => whole
        ? new Written(place, place.Entry, place.LocalExtra.ToArray(), IsWhole: true)
        : new Written(place, place.Entry with { Crc = 0, Size = 0, PackedSize = Empty(place.Entry.Method).Length }, [.. place.LocalExtra.Span, .. Digest(zip, place, cancellation)], IsWhole: false);

    // Whether a member is packed is said of empty ones, too.
    private static byte[] Empty(int method) => method == 0 ? [] : Deflated.Pack(default);

    private static byte[] Digest(Stream zip, ZipPlace place, CancellationToken cancellation)
    {
        byte[] digest = Data(zip, place).Digest(cancellation), head = new byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(head, DigestField);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(2), (ushort)digest.Length);
        return [.. head, .. digest];
    }

    private static void WriteLocal(BinaryWriter to, ZipEntryRecord entry, uint time, ReadOnlySpan<byte> extra)
    {
        to.Write("PK\x03\x04"u8);
        WriteCommon(to, entry, time);
        to.Write((ushort)entry.Name.Length);
        to.Write(checked((ushort)extra.Length));
        to.Write(entry.Name.Span);
        to.Write(extra);
    }

    private static void WriteCentral(BinaryWriter to, ZipEntryRecord entry, int offset)
    {
        to.Write("PK\x01\x02"u8);
        to.Write((ushort)entry.MadeBy);
        WriteCommon(to, entry, entry.Time);
        to.Write((ushort)entry.Name.Length);
        to.Write((ushort)entry.Extra.Length);
        to.Write((ushort)entry.Comment.Length);
        to.Write((ushort)0);
        to.Write((ushort)entry.Internal);
        to.Write(entry.Attributes);
        to.Write(offset);
        to.Write(entry.Name.Span);
        to.Write(entry.Extra.Span);
        to.Write(entry.Comment.Span);
    }

    // From the version that is needed to the lengths of contents. Descriptors are left out: the lengths are known.
    private static void WriteCommon(BinaryWriter to, ZipEntryRecord entry, uint time)
    {
        to.Write((ushort)20);
        to.Write((ushort)(entry.Flags & ~ZipEntryRecord.HasDescriptor));
        to.Write((ushort)entry.Method);
        to.Write(time);
        to.Write(entry.Crc);
        to.Write(entry.PackedSize);
        to.Write(entry.Size);
    }

    private static void WriteEnd(BinaryWriter to, ZipLayout layout, int start, int length)
    {
        to.Write("PK\x05\x06\0\0\0\0"u8);
        to.Write((ushort)layout.Entries.Count);
        to.Write((ushort)layout.Entries.Count);
        to.Write(length);
        to.Write(start);
        to.Write((ushort)layout.Comment.Length);
        to.Write(layout.Comment.Span);
    }

    // An entry as it stands in the outline.
    private sealed record Written(ZipPlace Place, ZipEntryRecord Entry, byte[] Extra, bool IsWhole)
    {
        public int Offset { get; set; }

        public long Length => LocalLength + CentralLength + (2L * Entry.Name.Length) + Extra.Length + Entry.PackedSize + Entry.Extra.Length + Entry.Comment.Length;
    }
}
