using ReproBuild.Images;

namespace ReproBuild.Comparing;

/// <summary>Two layers that stand against each other, or one that stands alone.</summary>
/// <param name="Number">The layer's place from 1, the base first: on the left, or on the right where the left has none.</param>
/// <param name="Count">How many layers that side has.</param>
/// <param name="Left">The left blob's digest; null where the layer is on the right alone.</param>
/// <param name="Right">The right blob's digest; null where the layer is on the left alone.</param>
public sealed record LayerPair(int Number, int Count, Digest? Left, Digest? Right);
