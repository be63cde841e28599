using System.Buffers.Binary;
using System.Text;

namespace ReproBuild.Causes.Languages;

/// <summary>A section of an ELF file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Size">Its length in bytes.</param>
internal sealed record ElfSection(string Name, int Offset, int Size)
{
    private const uint NoBits = 8;

    /// <summary>All sections that have bytes in the file. ELF specification, "Sections".</summary>
    /// <returns>Null for what is no ELF file.</returns>
    /// <exception cref="InvalidDataException">A section lies outside of the file.</exception>
    public static IReadOnlyList<ElfSection>? All(ReadOnlySpan<byte> elf)
    {
        if (elf.Length < 64 || !elf.StartsWith("\u007fELF"u8) || elf[4] is not (1 or 2) || elf[5] is not (1 or 2)) return null;
        bool wide = elf[4] == 2, big = elf[5] == 2;
        long table = wide ? Number(elf, 0x28, 8, big) : Number(elf, 0x20, 4, big);
        int place = wide ? 0x3a : 0x2e;
        int each = (int)Number(elf, place, 2, big), count = (int)Number(elf, place + 2, 2, big), names = (int)Number(elf, place + 4, 2, big);
        if (count == 0 || names >= count) return [];
        if (each < (wide ? 64 : 40) || table < 0 || table > elf.Length - (long)each * count) throw new InvalidDataException("the ELF file's table of sections lies outside of it");

        var (nameStart, nameSize) = Place(elf.Slice((int)table + each * names, each), wide, big, elf.Length);
        var sections = new List<ElfSection>(count);
        for (int i = 0; i < count; i++)
        {
            var header = elf.Slice((int)table + each * i, each);
            if (Number(header, 4, 4, big) is 0 or NoBits) continue;
            var (start, size) = Place(header, wide, big, elf.Length);
            long name = Number(header, 0, 4, big);
            if (name >= nameSize) throw new InvalidDataException("a section of the ELF file has no name");
            var text = elf[(nameStart + (int)name)..(nameStart + nameSize)];
            int length = text.IndexOf((byte)0);
            sections.Add(new ElfSection(Encoding.Latin1.GetString(length < 0 ? text : text[..length]), start, size));
        }

        return sections;
    }

    /// <summary>Where the value of a note lies. ELF specification, "Note Section".</summary>
    /// <param name="elf">The file that the section is of.</param>
    /// <param name="owner">The note's name, filled up to four bytes.</param>
    /// <param name="type">The note's type.</param>
    /// <param name="longest">The longest value that such a note has.</param>
    /// <returns>Nothing where the section is not that one note: a section's name says nothing of what it holds.</returns>
    public (int Start, int Length) Note(ReadOnlySpan<byte> elf, ReadOnlySpan<byte> owner, int type, int longest)
    {
        const int header = 12;
        int value = Offset + header + owner.Length;
        if (Size <= header + owner.Length) return default;
        bool big = elf[5] == 2;
        long length = Number(elf, Offset + 4, 4, big);
        bool isNote = Number(elf, Offset, 4, big) == owner.Length && Number(elf, Offset + 8, 4, big) == type && elf.Slice(Offset + header, owner.Length).SequenceEqual(owner);
        return isNote && length <= longest && (length + 3 & ~3L) == Size - (value - Offset) ? (value, (int)length) : default;
    }

    private static (int Start, int Size) Place(ReadOnlySpan<byte> header, bool wide, bool big, int length)
    {
        long start = wide ? Number(header, 0x18, 8, big) : Number(header, 0x10, 4, big);
        long size = wide ? Number(header, 0x20, 8, big) : Number(header, 0x14, 4, big);
        return start < 0 || size < 0 || start > length || size > length - start
            ? throw new InvalidDataException("a section of the ELF file lies outside of it")
            : ((int)start, (int)size);
    }

    private static long Number(ReadOnlySpan<byte> bytes, int at, int length, bool big) => (length, big) switch
    {
        (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]),
        (2, true) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]),
        (4, false) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]),
        (4, true) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]),
        (_, false) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]),
        _ => BinaryPrimitives.ReadInt64BigEndian(bytes[at..]),
    };
}
