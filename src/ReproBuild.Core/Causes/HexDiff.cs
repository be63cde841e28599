namespace ReproBuild.Causes;

/// <summary>Bytes.</summary>
/// <param name="Rows">Rows of 16 bytes that differ, and some around them.</param>
public sealed record HexDiff(IReadOnlyList<HexRow> Rows) : ContentDiff;
