namespace ReproBuild.Benchmarks;

/// <summary>One measured ratio.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Ratio">The ratio of two medians of one run, or of a size to its bound.</param>
/// <param name="Limit">What it must not exceed; null for a figure that is there to be looked at.</param>
/// <param name="Detail">What the ratio is made of, for a person.</param>
public sealed record Figure(string Name, double Ratio, double? Limit, string Detail);
