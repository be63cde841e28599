using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace ReproBuild.Causes.Formats;

/// <summary>zip and its kin: jar, whl, nupkg, apk of Android, documents.</summary>
/// <remarks>Whether a member is stored or packed is content: Java programs have archives within archives that must not be packed.</remarks>
internal sealed class ZipFormat : ContainerFormat
{
    private const string Time = "time", Version = "version of the packer", Method = "method", Flags = "flags", Host = "host", Kind = "kind", Attributes = "attributes", Comment = "comment";
    private const string Local = "local extra", Central = "extra";

    public override string Name => "zip";

    public override ICause MetadataCause => FormatCause.Zip;

    public override bool Recognises(ReadOnlySpan<byte> content, string name) => content.StartsWith("PK\x03\x04"u8) || content.StartsWith("PK\x05\x06"u8);

    public override bool IsNoise(string field) => field is Time or Version || ZipExtra.IsNoiseName(field);

    public override IReadOnlyList<ContainerMember> Read(ReadOnlyMemory<byte> content)
    {
        var layout = ZipLayout.Read(ArrayBytes.Open(content));
        var meter = new ExpansionMeter(content.Length);
        List<ContainerMember> members = [.. layout.Entries.Select(p => Member(p, Unpack(p.Entry, content.Slice((int)p.Packed, p.Entry.PackedSize), meter)))];

        // A comment belongs to no member; it goes as one without a name, which no entry has.
        if (!layout.Comment.IsEmpty) members.Insert(0, new ContainerMember("", layout.Comment, []));
        return members;
    }

    public override byte[] Write(IReadOnlyList<ContainerMember> members)
    {
        var comment = members.FirstOrDefault(m => m.Name.Length == 0)?.Content ?? default;
        var packed = members.Where(m => m.Name.Length > 0).OrderBy(m => m.Name, StringComparer.Ordinal).Select(m => (Member: m, Data: Data(m))).ToArray();

        // The contents' length is most of it: a stream that grows would take three times as much.
        using var zip = new MemoryStream((int)Math.Min(int.MaxValue / 2, packed.Sum(p => (long)p.Data.Length)) + (packed.Length * 512));
        using var directory = new MemoryStream();
        using var to = new BinaryWriter(zip);
        using var index = new BinaryWriter(directory);
        foreach (var (member, data) in packed) WriteMember(member, data, to, index);

        int start = (int)zip.Length;
        to.Write(directory.ToArray());
        to.Write("PK\x05\x06\0\0\0\0"u8);
        to.Write((ushort)packed.Length);
        to.Write((ushort)packed.Length);
        to.Write((int)directory.Length);
        to.Write(start);
        to.Write((ushort)comment.Length);
        to.Write(comment.Span);
        return zip.ToArray();
    }

    private static ReadOnlyMemory<byte> Unpack(ZipEntryRecord entry, ReadOnlyMemory<byte> packed, ExpansionMeter meter)
    {
        var content = packed;
        if (entry.Method == 0) meter.AddStored(packed.Length);
        else
        {
            content = Deflated.Unpack(packed, meter, out int taken, entry.Size);
            if (taken != packed.Length) throw new NotSupportedException("the zip archive has something behind an entry's data");
        }

        return content.Length == entry.Size && Crc32.HashToUInt32(content.Span) == entry.Crc ? content : throw new InvalidDataException("a checksum in the zip archive is wrong");
    }

    private static ContainerMember Member(ZipPlace place, ReadOnlyMemory<byte> content)
    {
        var entry = place.Entry;
        var fields = new FieldList();
        string name = fields.Name(entry.Name.Span);
        fields.Add(Attributes, Text(entry.Attributes));
        fields.Add(Comment, Encoding.Latin1.GetString(entry.Comment.Span));
        fields.Add(Flags, Text(entry.Flags & ~ZipEntryRecord.FlagsOfPacking));
        fields.Add(Host, Text(entry.MadeBy >> 8));
        fields.Add(Kind, Text(entry.Internal));
        fields.Add(Method, Text(entry.Method));
        fields.Add(Time, DosTime(entry.Time) + (place.LocalTime == entry.Time ? "" : $" ({DosTime(place.LocalTime)})"));
        fields.Add(Version, Text(entry.MadeBy & 0xff));
        ZipExtra.AddTo(fields, Local, place.LocalExtra.Span);
        ZipExtra.AddTo(fields, Central, entry.Extra.Span);
        return new ContainerMember(name, content, fields);
    }

    private static ReadOnlyMemory<byte> Data(ContainerMember member) => uint.Parse(FieldList.Value(member, Method)!, CultureInfo.InvariantCulture) == 0 ? member.Content : Deflated.Pack(member.Content);

    private static void WriteMember(ContainerMember member, ReadOnlyMemory<byte> data, BinaryWriter to, BinaryWriter index)
    {
        uint Number(string field) => uint.Parse(FieldList.Value(member, field)!, CultureInfo.InvariantCulture);
        byte[] name = FieldList.NameOf(member), local = ZipExtra.From(member, Local), central = ZipExtra.From(member, Central);
        byte[] comment = Encoding.Latin1.GetBytes(FieldList.Value(member, Comment)!);
        int offset = (int)to.BaseStream.Length;

        to.Write("PK\x03\x04"u8);
        Common(to, local.Length);
        to.Write(name);
        to.Write(local);
        to.Write(data.Span);

        index.Write("PK\x01\x02"u8);
        index.Write((ushort)(20 | Number(Host) << 8));
        Common(index, central.Length);
        index.Write((ushort)comment.Length);
        index.Write((ushort)0);
        index.Write((ushort)Number(Kind));
        index.Write(Number(Attributes));
        index.Write(offset);
        index.Write(name);
        index.Write(central);
        index.Write(comment);

        void Common(BinaryWriter writer, int extra)
        {
            writer.Write((ushort)20);
            writer.Write((ushort)Number(Flags));
            writer.Write((ushort)Number(Method));

            // 1980-01-01, the first day that zip knows.
            writer.Write((ushort)0);
            writer.Write((ushort)0x21);
            writer.Write(Crc32.HashToUInt32(member.Content.Span));
            writer.Write(data.Length);
            writer.Write(member.Content.Length);
            writer.Write((ushort)name.Length);
            writer.Write((ushort)extra);
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string DosTime(uint time) => string.Create(
        CultureInfo.InvariantCulture,
        $"{1980 + (time >> 25)}-{time >> 21 & 15:d2}-{time >> 16 & 31:d2} {time >> 11 & 31:d2}:{time >> 5 & 63:d2}:{(time & 31) * 2:d2}");
}
