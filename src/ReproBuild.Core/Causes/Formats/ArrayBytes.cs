using System.Runtime.InteropServices;

namespace ReproBuild.Causes.Formats;

/// <summary>Bytes of contents for what takes arrays and streams alone, without a copy.</summary>
internal static class ArrayBytes
{
    /// <summary>The bytes as a part of an array.</summary>
    public static ArraySegment<byte> Segment(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) && segment.Array is not null ? segment : new ArraySegment<byte>(memory.ToArray());

    /// <summary>The bytes as a stream to read.</summary>
    public static MemoryStream Open(ReadOnlyMemory<byte> memory)
    {
        var bytes = Segment(memory);
        return new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
    }
}
