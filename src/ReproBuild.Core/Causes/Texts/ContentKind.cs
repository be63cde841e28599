using System.Buffers.Binary;

namespace ReproBuild.Causes.Texts;

/// <summary>What a content is, as far as that matters to causes that mask parts of it.</summary>
internal static class ContentKind
{
    /// <summary>Whether it has no NUL, as all text but UTF-16 and UTF-32.</summary>
    public static bool IsText(ReadOnlySpan<byte> content) => !content.Contains((byte)0);

    /// <summary>
    /// Whether it is packed: what is masked in the middle of an archive breaks its checksums, and hides its members from those who could explain them.
    /// </summary>
    public static bool IsPacked(ReadOnlySpan<byte> content) =>
        content.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]) || content.StartsWith("PK\x03\x04"u8) || content.StartsWith("PK\x05\x06"u8)
        || content.StartsWith("!<arch>\n"u8) || content.StartsWith("BZh"u8) || content.StartsWith((ReadOnlySpan<byte>)[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])
        || content.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(content) == 0xfd2fb528
        || content.Length >= 512 && content.Slice(257, 5).SequenceEqual("ustar"u8)
        || content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4e, 0x47]) || content.StartsWith("SQLite format 3\0"u8);
}
