namespace ReproBuild.Causes;

/// <summary>How two contents differ, in a form that a person can read. All text in it is hostile: escape it before showing it.</summary>
public abstract record ContentDiff
{
    /// <summary>Whether more differs than is kept here.</summary>
    public bool Truncated { get; init; }
}

/// <summary>Lines of text.</summary>
/// <param name="Hunks">The places that differ, with a few lines around them.</param>
public sealed record TextDiff(IReadOnlyList<TextHunk> Hunks) : ContentDiff;

/// <summary>A run of lines.</summary>
/// <param name="LeftLine">The number of the first line on the left, from 1.</param>
/// <param name="RightLine">The number of the first line on the right, from 1.</param>
/// <param name="Lines">The lines; one that stands on both sides has both texts.</param>
public sealed record TextHunk(int LeftLine, int RightLine, IReadOnlyList<TextDiffLine> Lines);

/// <summary>A line; null on the side that lacks it. Two texts that differ stand against each other.</summary>
public sealed record TextDiffLine(string? Left, string? Right);

/// <summary>Bytes.</summary>
/// <param name="Rows">Rows of 16 bytes that differ, and some around them.</param>
public sealed record HexDiff(IReadOnlyList<HexRow> Rows) : ContentDiff;

/// <summary>Up to 16 bytes from one offset.</summary>
public sealed record HexRow(long Offset, ReadOnlyMemory<byte> Left, ReadOnlyMemory<byte> Right);

/// <summary>Named values: JSON paths, tables of a PE file, sections of an ELF file, rows of a database, headers.</summary>
/// <param name="Kind">What the names are: <c>JSON path</c>, <c>ELF section</c>.</param>
/// <param name="Rows">The values that differ; null on the side that lacks one.</param>
public sealed record TableDiff(string Kind, IReadOnlyList<Comparing.FieldDifference> Rows) : ContentDiff;

/// <summary>Members of an archive.</summary>
/// <param name="Kind">The archive's format.</param>
/// <param name="Members">The members that differ.</param>
public sealed record MembersDiff(string Kind, IReadOnlyList<MemberDiff> Members) : ContentDiff;

/// <summary>A member of an archive.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Fields">What the archive says of it, where that differs; a member on one side alone has one field with a null.</param>
/// <param name="Content">How its content differs; null where it does not.</param>
public sealed record MemberDiff(string Name, IReadOnlyList<Comparing.FieldDifference> Fields, ContentDiff? Content);
