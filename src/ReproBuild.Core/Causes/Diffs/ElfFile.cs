using System.Buffers.Binary;
using System.Text;

namespace ReproBuild.Causes.Diffs;

/// <summary>The sections of an ELF file (System V ABI, chapter 4), of 32 or 64 bits, of either byte order.</summary>
internal sealed record ElfFile(ulong EntryPoint, int HeaderSize, IReadOnlyList<ElfSection> Sections)
{
    private const int NoBits = 8;

    /// <summary>Whether a content begins like an ELF file.</summary>
    public static bool Is(ReadOnlySpan<byte> content) => content.StartsWith("\u007fELF"u8) && content.Length >= 52;

    /// <summary>Reads the table of sections.</summary>
    /// <exception cref="InvalidDataException">It points outside of the file.</exception>
    public static ElfFile Read(ReadOnlyMemory<byte> content)
    {
        bool wide = content.Span[4] == 2, big = content.Span[5] == 2;
        if (wide && content.Length < 64) throw new InvalidDataException("the ELF header is cut off");

        ulong table = Word(wide ? 40 : 32);
        int entrySize = Half(wide ? 58 : 46), count = Half(wide ? 60 : 48), names = Half(wide ? 62 : 50);
        if (entrySize < (wide ? 64 : 40) && count > 0) throw new InvalidDataException("a section header is too short");
        if (count > 0 && names >= count) throw new InvalidDataException("the names of sections are in none");

        var headers = Enumerable.Range(0, count).Select(i => Header(checked((int)(table + (ulong)(i * entrySize))))).ToArray();
        var strings = count > 0 ? Bytes(headers[names]) : default;
        return new ElfFile(Word(24), wide ? 64 : 52, [.. headers.Skip(1).Select(h => new ElfSection(Name(strings.Span, h.Name), Bytes(h)))]);

        (int Name, int Type, ulong Offset, ulong Size) Header(int at) =>
            (checked((int)Int(at)), checked((int)(Int(at + 4) & int.MaxValue)), Word(at + (wide ? 24 : 16)), Word(at + (wide ? 32 : 20)));

        ReadOnlyMemory<byte> Bytes((int Name, int Type, ulong Offset, ulong Size) header) =>
            header.Type == NoBits ? default : content.Slice(checked((int)header.Offset), checked((int)header.Size));

        int Half(int at) => big ? BinaryPrimitives.ReadUInt16BigEndian(content.Span[at..]) : BinaryPrimitives.ReadUInt16LittleEndian(content.Span[at..]);
        uint Int(int at) => big ? BinaryPrimitives.ReadUInt32BigEndian(content.Span[at..]) : BinaryPrimitives.ReadUInt32LittleEndian(content.Span[at..]);
        ulong Word(int at) => !wide ? Int(at) : big ? BinaryPrimitives.ReadUInt64BigEndian(content.Span[at..]) : BinaryPrimitives.ReadUInt64LittleEndian(content.Span[at..]);
    }

    private static string Name(ReadOnlySpan<byte> strings, int at)
    {
        var rest = strings[at..];
        int end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }
}
