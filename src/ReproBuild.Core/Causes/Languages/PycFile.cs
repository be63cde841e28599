using System.Buffers.Binary;

namespace ReproBuild.Causes.Languages;

/// <summary>The header of a compiled Python module: magic, flags, time of the source, its size. PEP 552.</summary>
internal static class PycFile
{
    public const int HeaderLength = 16;

    /// <summary>Whether a content is one.</summary>
    public static bool Is(ReadOnlySpan<byte> content, string name) =>
        name.EndsWith(".pyc", StringComparison.Ordinal) && content.Length > HeaderLength && content[2] == '\r' && content[3] == '\n';

    /// <summary>The number of the format, which grows with Python's version.</summary>
    public static int Magic(ReadOnlySpan<byte> pyc) => BinaryPrimitives.ReadUInt16LittleEndian(pyc);

    /// <summary>0 where the module is checked by its source's time.</summary>
    public static uint Flags(ReadOnlySpan<byte> pyc) => BinaryPrimitives.ReadUInt32LittleEndian(pyc[4..]);
}
