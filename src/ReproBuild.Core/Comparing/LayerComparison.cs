using ReproBuild.Diagnostics;

namespace ReproBuild.Comparing;

/// <summary>What came of one pair of layers.</summary>
/// <param name="Layer">The layers.</param>
/// <param name="Blame">The instruction that made the layer; null where nothing tells.</param>
/// <param name="DifferenceCount">How many differences were found in it; 0 where the digests are equal.</param>
/// <param name="NotCompared">Why it, or a part of it, could not be compared; null where all of it was.</param>
public sealed record LayerComparison(
    LayerPair Layer,
    InstructionBlame? Blame,
    long DifferenceCount,
    Diagnostic? NotCompared);
