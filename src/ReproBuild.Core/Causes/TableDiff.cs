using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>Named values: JSON paths, tables of a PE file, sections of an ELF file, rows of a database, headers.</summary>
/// <param name="Kind">What the names are: <c>JSON path</c>, <c>ELF section</c>.</param>
/// <param name="Rows">The values that differ; null on the side that lacks one.</param>
public sealed record TableDiff(string Kind, IReadOnlyList<FieldDifference> Rows) : ContentDiff;
