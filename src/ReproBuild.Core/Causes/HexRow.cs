namespace ReproBuild.Causes;

/// <summary>Up to 16 bytes from one offset.</summary>
public sealed record HexRow(long Offset, ReadOnlyMemory<byte> Left, ReadOnlyMemory<byte> Right);
