using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace ReproBuild.Causes.Formats;

/// <summary>gzip, RFC 1952. Own code for the header, since no library gives all of it.</summary>
internal sealed class GzipFormat : ContainerFormat
{
    private const string Comment = "FCOMMENT", Extra = "FEXTRA", Text = "FTEXT";

    public override string Name => "gzip";

    public override ICause MetadataCause => FormatCause.Gzip;

    public override bool Recognises(ReadOnlySpan<byte> content, string name) => content.Length >= 18 && content.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b, 8]);

    public override bool IsNoise(string field) => field is "MTIME" or "XFL" or "OS" or "FNAME";

    public override IReadOnlyList<ContainerMember> Read(ReadOnlyMemory<byte> content)
    {
        var meter = new ExpansionMeter(content.Length);
        var fields = new FieldList();
        byte[]? only = null;
        using var unpacked = new MemoryStream();
        for (bool first = true; first || content.Length > 0; first = false)
        {
            content = content[Header(content.Span, fields, first)..];
            byte[] piece = Deflated.Unpack(content, meter, out int taken, Length(content.Span));
            var trailer = content.Span.Slice(taken, 8);
            if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != Crc32.HashToUInt32(piece) || BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]) != (uint)piece.Length)
                throw new InvalidDataException("the gzip checksum is wrong");
            content = content[(taken + 8)..];

            // Nearly always there is one, which needs no copy.
            if (first && content.IsEmpty) only = piece;
            else unpacked.Write(piece);
        }

        WorkingMemory.Add(unpacked.Length);
        return [new ContainerMember("", only ?? unpacked.ToArray(), fields)];
    }

    public override byte[] Write(IReadOnlyList<ContainerMember> members)
    {
        var member = members[0];
        string? comment = FieldList.Value(member, Comment), extra = FieldList.Value(member, Extra);
        int flags = (FieldList.Value(member, Text) is null ? 0 : 1) | (extra is null ? 0 : 4) | (comment is null ? 0 : 16);
        using var gzip = new MemoryStream();
        gzip.Write([0x1f, 0x8b, 8, (byte)flags, 0, 0, 0, 0, 0, 255]);
        if (extra is not null)
        {
            byte[] bytes = Convert.FromHexString(extra);
            gzip.Write([(byte)bytes.Length, (byte)(bytes.Length >> 8)]);
            gzip.Write(bytes);
        }

        if (comment is not null) gzip.Write([.. Encoding.Latin1.GetBytes(comment), 0]);
        gzip.Write(Deflated.Pack(member.Content));
        Span<byte> trailer = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, Crc32.HashToUInt32(member.Content.Span));
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], (uint)member.Content.Length);
        gzip.Write(trailer);
        return gzip.ToArray();
    }

    // What the trailer says, which stands at the end where nothing follows; whoever lies gets room that is never filled.
    private static int Length(ReadOnlySpan<byte> gzip) => (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(gzip[^4..]), ContentLimits.MaxWorkingBytes);

    // Where one gzip file follows another, both unpack to one content, and the first tells of it.
    private static int Header(ReadOnlySpan<byte> gzip, FieldList fields, bool first)
    {
        if (!gzip.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b, 8]) || (gzip[3] & 0xe0) != 0) throw new InvalidDataException("something that is no gzip follows the data");
        int flags = gzip[3], at = 10;
        if (!first && (flags & 0b10101) != 0) throw new NotSupportedException("a later gzip member has a header of its own");
        if (first)
        {
            if ((flags & 1) != 0) fields.Add(Text, "1");
            fields.Add("MTIME", BinaryPrimitives.ReadUInt32LittleEndian(gzip[4..]).ToString(CultureInfo.InvariantCulture));
            fields.Add("XFL", gzip[8].ToString(CultureInfo.InvariantCulture));
            fields.Add("OS", gzip[9].ToString(CultureInfo.InvariantCulture));
        }

        if ((flags & 4) != 0)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(gzip[at..]);
            fields.Add(Extra, Convert.ToHexString(gzip.Slice(at + 2, length)));
            at += 2 + length;
        }

        if ((flags & 8) != 0) at = ZeroTerminated(gzip, at, fields, first ? "FNAME" : null);
        if ((flags & 16) != 0) at = ZeroTerminated(gzip, at, fields, Comment);
        if ((flags & 2) != 0)
        {
            if (BinaryPrimitives.ReadUInt16LittleEndian(gzip[at..]) != (ushort)Crc32.HashToUInt32(gzip[..at])) throw new InvalidDataException("the checksum of the gzip header is wrong");
            at += 2;
        }

        return at;
    }

    private static int ZeroTerminated(ReadOnlySpan<byte> gzip, int at, FieldList fields, string? field)
    {
        int length = gzip[at..].IndexOf((byte)0);
        if (length < 0) throw new InvalidDataException("a name in the gzip header does not end");
        if (field is not null) fields.Add(field, Encoding.Latin1.GetString(gzip.Slice(at, length)));
        return at + length + 1;
    }
}
