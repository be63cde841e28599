namespace ReproBuild.Comparing;

/// <summary>Two contents that differ, whole.</summary>
/// <param name="Left">The left one.</param>
/// <param name="Right">The right one.</param>
internal sealed record WholeContents(byte[] Left, byte[] Right);
