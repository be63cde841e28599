using System.Buffers.Binary;
using System.IO.Hashing;

namespace ReproBuild.Causes.Formats;

/// <summary>xz, "The .xz File Format" 1.2.</summary>
internal sealed class XzFormat : ContainerFormat
{
    private const int Chunk = 1 << 16;

    public override string Name => "xz";

    public override ICause MetadataCause => FormatCause.Nested;

    public override bool Recognises(ReadOnlySpan<byte> content, string name) => content.StartsWith(XzReader.Magic);

    public override bool IsNoise(string field) => false;

    public override IReadOnlyList<ContainerMember> Read(ReadOnlyMemory<byte> content) =>
        [new ContainerMember("", XzReader.Read(content, new ExpansionMeter(content.Length)), [])];

    /// <summary>Stored and not packed: no version of a library can change what comes of it, and every xz reads it.</summary>
    public override byte[] Write(IReadOnlyList<ContainerMember> members)
    {
        var content = members[0].Content.Span;
        using var xz = new MemoryStream(content.Length + (content.Length / Chunk * 3) + 128);
        ReadOnlySpan<byte> flags = [0, 1];
        xz.Write(XzReader.Magic);
        WriteWithChecksum(xz, flags);

        // Eight bytes and their checksum: one filter, LZMA2, with the smallest dictionary.
        ReadOnlySpan<byte> block = [2, 0, 0x21, 1, 0, 0, 0, 0];
        int start = (int)xz.Length;
        WriteWithChecksum(xz, block);
        for (int at = 0; at < content.Length; at += Chunk)
        {
            var piece = content[at..Math.Min(at + Chunk, content.Length)];
            xz.Write([(byte)(at == 0 ? 1 : 2), (byte)((piece.Length - 1) >> 8), (byte)(piece.Length - 1)]);
            xz.Write(piece);
        }

        xz.WriteByte(0);
        int unpadded = (int)xz.Length - start + 4;
        Pad(xz);
        Number(xz, Crc32.HashToUInt32(content));

        using var index = new MemoryStream();
        index.Write([0, 1]);
        XzNumber.Write(index, unpadded);
        XzNumber.Write(index, content.Length);
        Pad(index);
        WriteWithChecksum(xz, index.ToArray());

        Span<byte> size = stackalloc byte[6];
        BinaryPrimitives.WriteUInt32LittleEndian(size, (uint)index.Length / 4);
        flags.CopyTo(size[4..]);
        Number(xz, Crc32.HashToUInt32(size));
        xz.Write(size);
        xz.Write("YZ"u8);
        LargeGarbage.Add(xz.Length);
        return xz.ToArray();
    }

    private static void WriteWithChecksum(MemoryStream xz, ReadOnlySpan<byte> bytes)
    {
        xz.Write(bytes);
        Number(xz, Crc32.HashToUInt32(bytes));
    }

    private static void Number(MemoryStream to, uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        to.Write(bytes);
    }

    private static void Pad(MemoryStream to)
    {
        while (to.Length % 4 != 0) to.WriteByte(0);
    }
}
