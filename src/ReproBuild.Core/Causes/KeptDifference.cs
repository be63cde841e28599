using ReproBuild.Causes.Accepting;

namespace ReproBuild.Causes;

/// <summary>A difference on its way into a diagnosis.</summary>
/// <param name="Sequence">Its place in the comparer's order.</param>
/// <param name="Explained">The difference and its causes.</param>
/// <param name="Keys">The findings that it belongs to.</param>
/// <param name="Accepted">Who accepts it; null where nobody does.</param>
internal readonly record struct KeptDifference(long Sequence, ExplainedDifference Explained, FindingKey[] Keys, AcceptanceMatch? Accepted);
