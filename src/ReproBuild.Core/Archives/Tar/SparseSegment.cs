namespace ReproBuild.Archives;

/// <summary>A piece of a sparse file that is stored; between pieces are holes.</summary>
/// <param name="Offset">Where it stands in the whole file, in bytes.</param>
/// <param name="Length">How long it is, in bytes.</param>
public readonly record struct SparseSegment(long Offset, long Length);
