using System.Globalization;
using System.Text;

namespace ReproBuild.Archives;

/// <summary>The headers of a <see cref="CanonicalTarWriter"/>. POSIX.1-2001 <c>pax</c>, "ustar Interchange Format".</summary>
internal static class CanonicalTarHeader
{
    private const int NameLength = 100;
    private const int PrefixLength = 155;

    // What can be written with 7 and with 11 octal digits.
    private const long MaxShort = 0x1F_FFFF;
    private const long MaxLong = 0x1_FFFF_FFFF;

    /// <summary>The pax records that the entry needs, as bytes; empty when its header alone can say everything.</summary>
    public static byte[] Extended(CanonicalTarEntry entry)
    {
        var records = new List<PaxRecord>(entry.Records);
        if (!FitsName(entry.Path.Span, out _)) records.Add(new PaxRecord("path"u8.ToArray(), entry.Path));
        if (!FitsLink(entry.LinkTarget.Span)) records.Add(new PaxRecord("linkpath"u8.ToArray(), entry.LinkTarget));
        AddNumber(records, "size", entry.Size, MaxLong);
        AddNumber(records, "uid", entry.Uid, MaxShort);
        AddNumber(records, "gid", entry.Gid, MaxShort);
        AddNumber(records, "mtime", entry.MTime, MaxLong);
        if (records.Count == 0) return [];

        records.Sort((x, y) => x.KeyBytes.Span.SequenceCompareTo(y.KeyBytes.Span));
        using var bytes = new MemoryStream();
        foreach (var record in records) WriteRecord(bytes, record);
        return bytes.ToArray();
    }

    /// <summary>Fills <paramref name="header"/> with the header of the extended header.</summary>
    public static void WriteExtension(Span<byte> header, long size)
    {
        header.Clear();
        "PaxHeader"u8.CopyTo(header);
        Fill(header, (byte)'x', mode: 0b110_100_100, uid: 0, gid: 0, size, mtime: 0);
    }

    /// <summary>Fills <paramref name="header"/> with the header of the entry.</summary>
    public static void Write(Span<byte> header, CanonicalTarEntry entry)
    {
        header.Clear();
        var path = entry.Path.Span;
        if (FitsName(path, out int slash))
        {
            path[..Math.Max(slash, 0)].CopyTo(header[345..]);
            path[(slash + 1)..].CopyTo(header);
        }
        else
        {
            Fallback(path, header[..NameLength]);
        }
        if (FitsLink(entry.LinkTarget.Span)) entry.LinkTarget.Span.CopyTo(header[157..]);
        else Fallback(entry.LinkTarget.Span, header.Slice(157, NameLength));

        Device(header.Slice(329, 8), entry.DevMajor);
        Device(header.Slice(337, 8), entry.DevMinor);
        Fill(header, Flag(entry.Type), entry.Mode, entry.Uid, entry.Gid, entry.Size, entry.MTime);
    }

    private static byte Flag(TarEntryType type) => type switch
    {
        TarEntryType.File => (byte)'0',
        TarEntryType.HardLink => (byte)'1',
        TarEntryType.SymbolicLink => (byte)'2',
        TarEntryType.CharacterDevice => (byte)'3',
        TarEntryType.BlockDevice => (byte)'4',
        TarEntryType.Directory => (byte)'5',
        TarEntryType.Fifo => (byte)'6',
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No canonical tar has such an entry."),
    };

    private static void Fill(Span<byte> header, byte flag, int mode, long uid, long gid, long size, long mtime)
    {
        Octal(header.Slice(100, 8), mode);
        Octal(header.Slice(108, 8), Bounded(uid, MaxShort));
        Octal(header.Slice(116, 8), Bounded(gid, MaxShort));
        Octal(header.Slice(124, 12), Bounded(size, MaxLong));
        Octal(header.Slice(136, 12), Bounded(mtime, MaxLong));
        header[156] = flag;
        "ustar\000"u8.CopyTo(header[257..]);

        header.Slice(148, 8).Fill((byte)' ');
        long sum = 0;
        foreach (byte b in header) sum += b;
        Octal(header.Slice(148, 7), sum);
    }

    // A number that stands in a pax record is 0 in the header.
    private static long Bounded(long value, long max) => value >= 0 && value <= max ? value : 0;

    private static void Octal(Span<byte> field, long value)
    {
        for (int i = field.Length - 2; i >= 0; i--, value >>= 3) field[i] = (byte)('0' + (value & 7));
        field[^1] = 0;
    }

    // pax has no record for device numbers; base 256 is what GNU tar, libarchive and Go read.
    private static void Device(Span<byte> field, uint value)
    {
        if (value <= MaxShort)
        {
            Octal(field, value);
            return;
        }
        field[0] = 0x80;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(field[4..], value);
    }

    private static bool FitsLink(ReadOnlySpan<byte> target) => target.Length <= NameLength && Ascii.IsValid(target);

    /// <summary>Whether the path fits the name, or the name and the prefix; the slash between them is then the last possible one.</summary>
    private static bool FitsName(ReadOnlySpan<byte> path, out int slash)
    {
        slash = -1;
        if (!Ascii.IsValid(path)) return false;
        if (path.Length <= NameLength) return true;
        if (path.Length > NameLength + 1 + PrefixLength) return false;

        // Neither part may be empty: a folder's closing slash belongs to the name, and a path that begins with one keeps it.
        slash = path[..Math.Min(path.Length - 1, PrefixLength + 1)].LastIndexOf((byte)'/');
        return slash > 0 && path.Length - slash - 1 <= NameLength;
    }

    // What a reader that knows no pax shows: never empty, as an empty name would end some readers' work.
    private static void Fallback(ReadOnlySpan<byte> text, Span<byte> field)
    {
        int length = 0;
        foreach (byte b in text)
        {
            if (b < 0x80 && length < field.Length) field[length++] = b;
        }
        if (length == 0) field[0] = (byte)'_';
    }

    private static void AddNumber(List<PaxRecord> records, string key, long value, long max)
    {
        if (Bounded(value, max) == value) return;
        records.Add(new PaxRecord(Encoding.ASCII.GetBytes(key), Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture))));
    }

    // "length key=value\n", where the length counts its own digits too.
    private static void WriteRecord(MemoryStream bytes, PaxRecord record)
    {
        int rest = record.KeyBytes.Length + record.Value.Length + 3;
        int length = rest + Digits(rest);
        if (Digits(length) != Digits(rest)) length++;
        bytes.Write(Encoding.ASCII.GetBytes(length.ToString(CultureInfo.InvariantCulture)));
        bytes.WriteByte((byte)' ');
        bytes.Write(record.KeyBytes.Span);
        bytes.WriteByte((byte)'=');
        bytes.Write(record.Value.Span);
        bytes.WriteByte((byte)'\n');
    }

    private static int Digits(int number) => number.ToString(CultureInfo.InvariantCulture).Length;
}
