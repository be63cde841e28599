namespace ReproBuild.Causes;

/// <summary>A line; null on the side that lacks it. Two texts that differ stand against each other.</summary>
public sealed record TextDiffLine(string? Left, string? Right);
