namespace ReproBuild.Causes.Counterfactuals;

/// <summary>Where the canonical form of a content lies in a spool, in bytes.</summary>
internal readonly record struct ContentPlace(long Offset, int Length);
