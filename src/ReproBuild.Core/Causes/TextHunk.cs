namespace ReproBuild.Causes;

/// <summary>A run of lines.</summary>
/// <param name="LeftLine">The number of the first line on the left, from 1.</param>
/// <param name="RightLine">The number of the first line on the right, from 1.</param>
/// <param name="Lines">The lines; one that stands on both sides has both texts.</param>
public sealed record TextHunk(int LeftLine, int RightLine, IReadOnlyList<TextDiffLine> Lines);
