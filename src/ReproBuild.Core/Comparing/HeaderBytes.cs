using System.Text;
using ReproBuild.Archives;

namespace ReproBuild.Comparing;

/// <summary>The bytes of a header block that say nothing new, and yet may differ: how a number is written, what stands in unused fields.</summary>
internal static class HeaderBytes
{
    // The checksum follows from the other fields. POSIX.1-2001 pax, "ustar Interchange Format".
    private static readonly (string Name, int Start, int Length, string Field)[] Layout =
    [
        ("name", 0, 100, "name"), ("mode", 100, 8, "mode"), ("uid", 108, 8, "uid"), ("gid", 116, 8, "gid"), ("size", 124, 12, "size"),
        ("mtime", 136, 12, "mtime"), ("typeflag", 156, 1, "type"), ("linkname", 157, 100, "link target"), ("magic", 257, 8, "format"),
        ("uname", 265, 32, "uname"), ("gname", 297, 32, "gname"), ("devmajor", 329, 8, "devmajor"), ("devminor", 337, 8, "devminor"),
        ("prefix", 345, 167, "name"),
    ];

    /// <summary>Adds the header fields whose bytes differ although what they mean is the same.</summary>
    /// <param name="left">The left entry.</param>
    /// <param name="right">The right entry.</param>
    /// <param name="known">The fields that are known to differ in what they mean.</param>
    /// <param name="found">Where to add.</param>
    public static void Compare(TarEntry left, TarEntry right, IReadOnlyList<FieldDifference> known, List<FieldDifference> found)
    {
        foreach (var (name, start, length, field) in Layout)
        {
            ReadOnlySpan<byte> l = left.RawHeader.Span.Slice(start, length), r = right.RawHeader.Span.Slice(start, length);
            if (!l.SequenceEqual(r) && !known.Any(k => k.Name == field)) found.Add(new("header." + name, Show(l), Show(r)));
        }
    }

    /// <summary>Bytes as a person reads them: text where they are text, else hexadecimal.</summary>
    public static string Show(ReadOnlySpan<byte> bytes)
    {
        var text = bytes.TrimEnd((byte)0);
        if (text.Length > 0 && !text.ContainsAnyInRange((byte)0, (byte)31) && System.Text.Unicode.Utf8.IsValid(text))
            return Encoding.UTF8.GetString(text) + (text.Length < bytes.Length ? $" and {bytes.Length - text.Length} NUL" : "");
        return bytes.Length > 32 ? $"0x{Convert.ToHexStringLower(bytes[..32])}… ({bytes.Length} bytes)" : $"0x{Convert.ToHexStringLower(bytes)}";
    }

    /// <summary>A few bytes of both sides where they part first.</summary>
    public static FieldDifference FirstDifference(string name, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int at = left.CommonPrefixLength(right);
        return new($"{name} at byte {at}", Show(Piece(left)), Show(Piece(right)));

        ReadOnlySpan<byte> Piece(ReadOnlySpan<byte> bytes) => bytes.Slice(at, Math.Min(16, bytes.Length - at));
    }
}
