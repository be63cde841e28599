using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ReproBuild.Archives;

/// <summary>The fields of a header block. POSIX.1-2001 <c>pax</c>, "ustar Interchange Format"; GNU tar, "Basic Tar Format".</summary>
internal static class TarField
{
    public const int BlockSize = 512;

    public static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> header) => Text(header[..100]);
    public static ReadOnlySpan<byte> Mode(ReadOnlySpan<byte> header) => header.Slice(100, 8);
    public static ReadOnlySpan<byte> Uid(ReadOnlySpan<byte> header) => header.Slice(108, 8);
    public static ReadOnlySpan<byte> Gid(ReadOnlySpan<byte> header) => header.Slice(116, 8);
    public static ReadOnlySpan<byte> Size(ReadOnlySpan<byte> header) => header.Slice(124, 12);
    public static ReadOnlySpan<byte> MTime(ReadOnlySpan<byte> header) => header.Slice(136, 12);
    public static byte Flag(ReadOnlySpan<byte> header) => header[156];
    public static ReadOnlySpan<byte> DevMajor(ReadOnlySpan<byte> header) => header.Slice(329, 8);
    public static ReadOnlySpan<byte> DevMinor(ReadOnlySpan<byte> header) => header.Slice(337, 8);

    /// <summary>The bytes before the first NUL.</summary>
    public static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }

    public static TarFormat Format(ReadOnlySpan<byte> header)
    {
        var magic = header.Slice(257, 8);
        if (magic.SequenceEqual("ustar  \0"u8)) return TarFormat.Gnu;
        if (!magic.StartsWith("ustar\0"u8)) return TarFormat.V7;
        return header.Slice(508, 4).SequenceEqual("tar\0"u8) ? TarFormat.Star : TarFormat.Ustar;
    }

    /// <summary>The prefix that stands before the name; empty in the formats that use its place for other things.</summary>
    public static ReadOnlySpan<byte> Prefix(ReadOnlySpan<byte> header, TarFormat format) => format switch
    {
        TarFormat.Ustar => Text(header.Slice(345, 155)),
        TarFormat.Star => Text(header.Slice(345, 131)),
        _ => default,
    };

    /// <summary>Reads a number: octal text, or base 256 where the first bit is set. False when it is neither, or needs more than 63 bits.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> field, out long value) =>
        (field[0] & 0x80) != 0 ? TryBase256(field, out value) : TryOctal(field, out value);

    private static bool TryOctal(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        foreach (byte c in field.Trim(" \0"u8))
        {
            if (c is < (byte)'0' or > (byte)'7' || value >> 60 != 0) return false;
            value = (value << 3) + (c - '0');
        }
        return true;
    }

    private static bool TryBase256(ReadOnlySpan<byte> field, out long value)
    {
        // The second bit is the sign; the number fills the field, so its last eight bytes hold it and those before only repeat the sign.
        bool negative = (field[0] & 0x40) != 0;
        byte filler = negative ? (byte)0xFF : (byte)0;
        Span<byte> bytes = stackalloc byte[12];
        bytes.Fill(filler);
        field.CopyTo(bytes[^field.Length..]);
        bytes[^field.Length] = (byte)(negative ? field[0] : field[0] & 0x7F);
        value = BinaryPrimitives.ReadInt64BigEndian(bytes[^8..]);
        return bytes[..4].IndexOfAnyExcept(filler) < 0 && value < 0 == negative;
    }

    /// <summary>Whether the checksum is right: the sum of the bytes, its own field taken as spaces. Old writers summed signed bytes.</summary>
    public static bool ChecksumIsRight(ReadOnlySpan<byte> header)
    {
        if (!TryOctal(header.Slice(148, 8), out long stated)) return false;
        long field = 0;
        foreach (byte b in header.Slice(148, 8)) field += b;
        if (Sum(header) - field + 8 * ' ' == stated) return true;

        long signed = 8 * ' ';
        for (int i = 0; i < BlockSize; i++)
        {
            if (i is < 148 or >= 156) signed += (sbyte)header[i];
        }
        return signed == stated;
    }

    // Eight bytes at a time in 16-bit lanes: with a million entries the sum is a good part of all work, and 64 words cannot overflow a lane.
    private static long Sum(ReadOnlySpan<byte> header)
    {
        const ulong lanes = 0x00FF00FF00FF00FF;
        ulong even = 0, odd = 0;
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(header))
        {
            even += word & lanes;
            odd += (word >> 8) & lanes;
        }
        return Fold(even) + Fold(odd);
    }

    private static long Fold(ulong lanes) =>
        (long)((lanes & 0xFFFF) + ((lanes >> 16) & 0xFFFF) + ((lanes >> 32) & 0xFFFF) + (lanes >> 48));
}
