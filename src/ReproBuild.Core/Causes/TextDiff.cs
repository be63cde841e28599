namespace ReproBuild.Causes;

/// <summary>Lines of text.</summary>
/// <param name="Hunks">The places that differ, with a few lines around them.</param>
public sealed record TextDiff(IReadOnlyList<TextHunk> Hunks) : ContentDiff;
