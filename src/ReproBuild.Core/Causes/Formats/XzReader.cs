using System.Buffers.Binary;
using System.IO.Hashing;

namespace ReproBuild.Causes.Formats;

/// <summary>Unpacks xz data, and checks all of its checksums.</summary>
/// <remarks>
/// LZMA2 is SharpCompress's. What is around it is read here: its own reader looks at no checksum of a content, and makes room for whatever dictionary
/// the data ask for.
/// </remarks>
internal static class XzReader
{
    private const int HeaderLength = 12, FooterLength = 12;

    private sealed record Block(int Start, int Length, int Unpacked, int Check);

    /// <summary>What xz data begin with.</summary>
    public static ReadOnlySpan<byte> Magic => [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0];

    /// <summary>Unpacks; where streams follow each other, to one content.</summary>
    /// <exception cref="Exception">One of <see cref="ContentFault"/>: it is malformed, packed by other means than LZMA2, or too much.</exception>
    public static byte[] Read(ReadOnlyMemory<byte> xz, ExpansionMeter meter)
    {
        // From the end: each stream's index lies there, and says how long its blocks are.
        var blocks = new Stack<Block>();
        for (int end = xz.Length; end > 0;) end = ReadIndex(xz.Span[..end], blocks);
        long length = blocks.Sum(b => (long)b.Unpacked);
        meter.Add(length);

        byte[] content = new byte[length];
        int at = 0;
        foreach (var block in blocks)
        {
            Unpack(xz.Slice(block.Start, (block.Length + 3) & ~3), block, content, at);
            at += block.Unpacked;
        }

        return content;
    }

    // Gives the place where the last stream begins.
    private static int ReadIndex(ReadOnlySpan<byte> xz, Stack<Block> blocks)
    {
        // Between and behind streams there may be zeros, four at a time.
        while (xz.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(xz[^4..]) == 0) xz = xz[..^4];
        if (xz.Length == 0 || xz.Length % 4 != 0) throw new InvalidDataException("the xz data end within a stream");
        var footer = xz[^FooterLength..];
        if (!footer[10..].SequenceEqual("YZ"u8) || !Matches(footer[4..10], footer)) throw new InvalidDataException("the xz data have a malformed end");
        int check = footer[9];
        if (footer[8] != 0 || check > 15) throw new NotSupportedException("the xz data use a feature that is not known");

        int indexLength = checked((int)(BinaryPrimitives.ReadUInt32LittleEndian(footer[4..]) + 1) * 4);
        int indexStart = xz.Length - FooterLength - indexLength;
        var index = xz.Slice(indexStart, indexLength);
        if (index[0] != 0 || !Matches(index[..^4], index[^4..])) throw new InvalidDataException("the xz index is malformed");
        int at = 1;
        long count = XzNumber.Read(index, ref at);
        if (count > index.Length / 2) throw new InvalidDataException("the xz index is too long");

        var records = new List<(int Length, int Unpacked)>();
        long all = 0;
        for (long i = 0; i < count; i++)
        {
            int length = checked((int)XzNumber.Read(index[..^4], ref at)), unpacked = checked((int)XzNumber.Read(index[..^4], ref at));
            records.Add((length, unpacked));
            all += (length + 3L) & ~3L;
        }

        int start = checked((int)(indexStart - all)), header = start - HeaderLength;
        if (index[at..^4].ContainsAnyExcept((byte)0) || index[at..^4].Length > 3) throw new InvalidDataException("the xz index is longer than it says");
        if (header < 0 || !xz[header..].StartsWith(Magic) || !xz.Slice(header + 6, 2).SequenceEqual(footer.Slice(8, 2)) || !Matches(xz.Slice(header + 6, 2), xz[(header + 8)..]))
            throw new InvalidDataException("the xz data have a malformed beginning");

        int next = indexStart;
        foreach (var (length, unpacked) in records.AsEnumerable().Reverse())
        {
            next -= (length + 3) & ~3;
            blocks.Push(new Block(next, length, unpacked, check));
        }

        return header;
    }

    private static void Unpack(ReadOnlyMemory<byte> bytes, Block block, byte[] content, int offset)
    {
        var span = bytes.Span;
        int headerLength = (span[0] + 1) * 4, checkLength = XzCheck.Length(block.Check);
        var header = span[..(headerLength - 4)];
        if (!Matches(header, span[(headerLength - 4)..])) throw new InvalidDataException("the checksum of an xz block's header is wrong");

        // Zeros fill up what is packed to a multiple of four bytes; the length of a block says nothing of them.
        var packed = bytes[headerLength..(block.Length - checkLength)];
        if (span[(block.Length - checkLength)..^checkLength].ContainsAnyExcept((byte)0)) throw new InvalidDataException("the padding of the xz data is malformed");
        int at = 2;
        if ((header[1] & 0x40) != 0 && XzNumber.Read(header, ref at) != packed.Length) throw new InvalidDataException("an xz block has another length than it says");
        if ((header[1] & 0x80) != 0 && XzNumber.Read(header, ref at) != block.Unpacked) throw new InvalidDataException("an xz block has another length than it says");
        if ((header[1] & 0x3f) != 0 || XzNumber.Read(header, ref at) != 0x21 || XzNumber.Read(header, ref at) != 1)
            throw new NotSupportedException("the xz data are packed by other means than LZMA2");
        int dictionary = header[at++];
        if (dictionary > 40 || header[at..].ContainsAnyExcept((byte)0)) throw new InvalidDataException("an xz block's header is malformed");

        CheckChunks(packed.Span, block.Unpacked);
        using var stream = SharpCompress.Compressors.LZMA.LzmaStream.Create(
            [Smallest(dictionary, block.Unpacked)], ArrayBytes.Open(packed), packed.Length, block.Unpacked, null, isLzma2: true);
        stream.ReadExactly(content, offset, block.Unpacked);
        if (stream.ReadByte() >= 0) throw new InvalidDataException("an xz block is longer than it says");
        if (!XzCheck.Matches(block.Check, content.AsSpan(offset, block.Unpacked), span[^checkLength..])) throw new InvalidDataException("the checksum of an xz block is wrong");
    }

    // Nothing lies further back than the block's beginning, whatever dictionary it asks for.
    private static byte Smallest(int asked, int unpacked)
    {
        int code = 0;
        while (code < asked && (2L | (code & 1L)) << ((code / 2) + 11) < unpacked) code++;
        return (byte)code;
    }

    // The lengths of LZMA2's chunks must fill the block, for whoever unpacks them waits for what is not there.
    private static void CheckChunks(ReadOnlySpan<byte> packed, long unpacked)
    {
        int at = 0;
        while (packed[at] is not 0 and byte control)
        {
            bool stored = control < 0x80;
            if (stored && control > 2) throw new InvalidDataException("an xz block is malformed");
            int size = 1 + BinaryPrimitives.ReadUInt16BigEndian(packed[(at + 1)..]) + (stored ? 0 : (control & 0x1f) << 16);
            int data = at + (stored ? 3 : control >= 0xc0 ? 6 : 5);

            // What is packed begins with a zero, which says nothing.
            if (!stored && packed[data] != 0) throw new InvalidDataException("an xz block is malformed");
            at = data + (stored ? size : BinaryPrimitives.ReadUInt16BigEndian(packed[(at + 3)..]) + 1);
            unpacked -= size;
            if (unpacked < 0) break;
        }

        if (unpacked != 0 || at != packed.Length - 1) throw new InvalidDataException("an xz block has another length than it says");
    }

    private static bool Matches(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> checksum) => Crc32.HashToUInt32(bytes) == BinaryPrimitives.ReadUInt32LittleEndian(checksum);
}
