namespace ReproBuild.Causes.Diffs;

/// <summary>A section of an ELF file.</summary>
/// <param name="Name">Its name. Hostile text.</param>
/// <param name="Content">Its bytes in the file; empty where it takes none.</param>
internal sealed record ElfSection(string Name, ReadOnlyMemory<byte> Content);
