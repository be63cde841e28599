namespace ReproBuild.Comparing;

/// <summary>What a comparison may know beside the two archives.</summary>
public sealed record ComparerOptions;
