using System.Buffers.Binary;
using System.Globalization;

namespace ReproBuild.Causes.Formats;

/// <summary>Extra fields of a zip's entries. APPNOTE.TXT 4.5; Info-ZIP, <c>extrafld.txt</c>.</summary>
internal static class ZipExtra
{
    private const int Zip64 = 0x0001;

    /// <summary>Times and owners: NTFS, UT, UX, Ux, ux.</summary>
    public static bool IsNoise(int id) => id is 0x000a or 0x5455 or 0x5855 or 0x7855 or 0x7875;

    /// <summary>Adds a field for each of them, named by place and number.</summary>
    public static void AddTo(FieldList fields, string place, ReadOnlySpan<byte> extra)
    {
        while (extra.Length > 0)
        {
            int id = BinaryPrimitives.ReadUInt16LittleEndian(extra), length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (id == Zip64) throw new NotSupportedException("the zip archive is a large one (zip64)");
            fields.Add(Name(place, id), Convert.ToHexString(extra.Slice(4, length)));
            extra = extra[(4 + length)..];
        }
    }

    /// <summary>The bytes of all fields of a place that are no noise.</summary>
    public static byte[] From(ContainerMember member, string place)
    {
        using var extra = new MemoryStream();
        foreach (var (name, value) in member.Fields)
        {
            if (!name.StartsWith(place + " 0x", StringComparison.Ordinal) || IsNoiseName(name)) continue;
            byte[] data = Convert.FromHexString(value);
            int id = Id(name);
            extra.Write([(byte)id, (byte)(id >> 8), (byte)data.Length, (byte)(data.Length >> 8)]);
            extra.Write(data);
        }

        return extra.ToArray();
    }

    /// <summary>Whether a field is one of times or owners.</summary>
    public static bool IsNoiseName(string field) => field.Contains(" 0x", StringComparison.Ordinal) && IsNoise(Id(field));

    private static string Name(string place, int id) => $"{place} 0x{id.ToString("x4", CultureInfo.InvariantCulture)}";

    private static int Id(string name) => int.Parse(name.AsSpan(name.Length - 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
