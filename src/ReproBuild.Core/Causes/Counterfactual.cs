using ReproBuild.Images;

namespace ReproBuild.Causes;

/// <summary>What would be if some remedies were applied: both images, re-serialised with the canonical forms of what is proven.</summary>
/// <param name="Platform">The platform.</param>
/// <param name="Left">The left image's digest then.</param>
/// <param name="Right">The right image's digest then.</param>
/// <param name="Remedies">The fewest findings whose remedies suffice, as places in <see cref="Diagnosis.Findings"/>.</param>
/// <param name="Remaining">The findings that would still tell the images apart, as places in <see cref="Diagnosis.Findings"/>.</param>
public sealed record CounterfactualImage(Platform Platform, Digest Left, Digest Right, IReadOnlyList<int> Remedies, IReadOnlyList<int> Remaining)
{
    /// <summary>Whether both would be equal.</summary>
    public bool Equal => Left == Right;
}

/// <summary>What would be on every platform that differs.</summary>
/// <param name="Images">One for each platform for which it was computed.</param>
public sealed record Counterfactual(IReadOnlyList<CounterfactualImage> Images)
{
    /// <summary>The platforms for which it was not computed, each with the reason, without its full stop.</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];

    /// <summary>Whether all would be equal, none left out.</summary>
    public bool Equal => Skipped.Count == 0 && Images.All(i => i.Equal);
}
