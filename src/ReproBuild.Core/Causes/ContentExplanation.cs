namespace ReproBuild.Causes;

/// <summary>Why a content differs.</summary>
/// <param name="Claims">The causes, in the order in which their canonical forms apply; the fewest that suffice.</param>
/// <param name="Left">The left side after all of them.</param>
/// <param name="Right">The right side after all of them.</param>
/// <param name="Certainty">Proven where both are equal now.</param>
public sealed record ContentExplanation(IReadOnlyList<Claim> Claims, ReadOnlyMemory<byte> Left, ReadOnlyMemory<byte> Right, Certainty Certainty)
{
    /// <summary>Why it could not be looked into further; null where it could.</summary>
    public string? NotAnalysed { get; init; }
}
