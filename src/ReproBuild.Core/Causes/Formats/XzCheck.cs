using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace ReproBuild.Causes.Formats;

/// <summary>The checks of contents that xz knows: none, CRC-32, CRC-64, SHA-256.</summary>
internal static class XzCheck
{
    // Own code: the platform's CRC-64 takes bits in the other order.
    private static readonly ulong[] Table = MakeTable();

    /// <summary>The length of a check, in bytes.</summary>
    /// <exception cref="NotSupportedException">Nobody knows what it is.</exception>
    public static int Length(int check) => check switch
    {
        0 => 0,
        1 => 4,
        4 => 8,
        10 => 32,
        _ => throw new NotSupportedException("the xz data have a check that is not known"),
    };

    /// <summary>Whether a content is what its check says.</summary>
    public static bool Matches(int check, ReadOnlySpan<byte> content, ReadOnlySpan<byte> value) => check switch
    {
        0 => true,
        1 => Crc32.HashToUInt32(content) == BinaryPrimitives.ReadUInt32LittleEndian(value),
        4 => Crc64(content) == BinaryPrimitives.ReadUInt64LittleEndian(value),
        _ => SHA256.HashData(content).AsSpan().SequenceEqual(value),
    };

    private static ulong Crc64(ReadOnlySpan<byte> content)
    {
        ulong crc = ulong.MaxValue;
        foreach (byte b in content) crc = Table[(byte)crc ^ b] ^ (crc >> 8);
        return ~crc;
    }

    private static ulong[] MakeTable()
    {
        ulong[] table = new ulong[256];
        for (uint i = 0; i < 256; i++)
        {
            ulong crc = i;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xC96C5795D7870F42 : crc >> 1;
            table[i] = crc;
        }

        return table;
    }
}
