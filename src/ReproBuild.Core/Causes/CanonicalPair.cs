namespace ReproBuild.Causes;

/// <summary>Both sides of a content in the canonical form of one cause.</summary>
/// <param name="Left">The left side.</param>
/// <param name="Right">The right side; equal to the left where the cause explains all of the difference.</param>
/// <param name="Sentence">One sentence in plain words, without its full stop, that quotes the differing bytes; fit for a log.</param>
public sealed record CanonicalPair(ReadOnlyMemory<byte> Left, ReadOnlyMemory<byte> Right, string Sentence);
