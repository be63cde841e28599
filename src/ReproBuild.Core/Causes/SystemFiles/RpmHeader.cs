using System.Buffers.Binary;
using System.Text;

namespace ReproBuild.Causes.SystemFiles;

/// <summary>What rpm keeps of an installed package: a list of tags, each with the place of its value, and the values. rpm, "Header format".</summary>
internal static class RpmHeader
{
    private const int Name = 1000, Version = 1001, Release = 1002, Epoch = 1003, InstallTime = 1008, Architecture = 1022, InstallId = 1128;
    private const int EntryLength = 16;

    /// <summary>Zeros where the time of the installation stands, and the number of its transaction, which is that time too.</summary>
    /// <exception cref="InvalidDataException">It is no such header.</exception>
    public static byte[] WithoutTimes(ReadOnlyMemory<byte> header)
    {
        byte[] form = header.ToArray();
        foreach (int tag in (ReadOnlySpan<int>)[InstallTime, InstallId])
        {
            if (Find(form, tag) is not var (type, at)) continue;
            if (type != 4) throw new InvalidDataException("a header of rpm has a time that is no number");
            form.AsSpan(at, 4).Clear();
        }

        return form;
    }

    /// <summary>The time of the installation, in seconds since 1970; null where there is none.</summary>
    public static uint? Installed(ReadOnlySpan<byte> header) => Find(header, InstallTime) is (4, int at) ? BinaryPrimitives.ReadUInt32BigEndian(header[at..]) : null;

    /// <summary>The package's name, its version with release and epoch, and its architecture.</summary>
    public static (string Name, string Version, string Architecture) Package(ReadOnlySpan<byte> header)
    {
        string epoch = Find(header, Epoch) is (4, int at) ? $"{BinaryPrimitives.ReadUInt32BigEndian(header[at..])}:" : "";
        return (Text(header, Name), $"{epoch}{Text(header, Version)}-{Text(header, Release)}", Text(header, Architecture));
    }

    private static string Text(ReadOnlySpan<byte> header, int tag)
    {
        if (Find(header, tag) is not (6, int at)) return "";
        var text = header[at..];
        return Encoding.UTF8.GetString(text[..text.IndexOf((byte)0)]);
    }

    private static (int Type, int At)? Find(ReadOnlySpan<byte> header, int tag)
    {
        int count = BinaryPrimitives.ReadInt32BigEndian(header), length = BinaryPrimitives.ReadInt32BigEndian(header[4..]);
        int values = checked(8 + (count * EntryLength));
        if (count < 0 || length < 0 || header.Length != (long)values + length) throw new InvalidDataException("a header of rpm has another length than it says");
        for (int i = 0; i < count; i++)
        {
            var entry = header.Slice(8 + (EntryLength * i), EntryLength);
            if (BinaryPrimitives.ReadInt32BigEndian(entry) != tag) continue;
            int at = BinaryPrimitives.ReadInt32BigEndian(entry[8..]);
            return at >= 0 && at <= length - 4 ? (BinaryPrimitives.ReadInt32BigEndian(entry[4..]), values + at) : throw new InvalidDataException("a header of rpm names a place that it does not have");
        }

        return null;
    }
}
