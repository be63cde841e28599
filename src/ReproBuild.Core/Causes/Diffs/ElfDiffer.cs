using System.Globalization;

namespace ReproBuild.Causes.Diffs;

/// <summary>Shows the sections in which two ELF files differ.</summary>
internal static class ElfDiffer
{
    /// <summary>Differing headers and sections; null for what is no ELF file, and where nothing that is named here differs.</summary>
    public static TableDiff? Diff(ContentPair pair, DiffRows rows) =>
        ElfFile.Is(pair.Left.Span) && ElfFile.Is(pair.Right.Span)
            ? TableBuilder.Build("ELF section", Values(pair.Left), Values(pair.Right), rows)
            : null;

    private static IEnumerable<KeyValuePair<string, string>> Values(ReadOnlyMemory<byte> content)
    {
        var file = ElfFile.Read(content);
        yield return new("(file)", $"{content.Length} bytes, entry point 0x{file.EntryPoint.ToString("x", CultureInfo.InvariantCulture)}");
        yield return new("(ELF header)", TableBuilder.Describe(content.Span[..Math.Min(file.HeaderSize, content.Length)]));
        foreach (var section in file.Sections)
            yield return new(section.Name.Length == 0 ? "(no name)" : section.Name, TableBuilder.Describe(section.Content.Span));
    }
}
