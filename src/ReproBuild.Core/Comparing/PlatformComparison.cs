using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Comparing;

/// <summary>What came of one platform.</summary>
/// <param name="Platform">The platform.</param>
/// <param name="Verdict">Its own verdict.</param>
/// <param name="Left">The left image's digest; null where the left has no such platform.</param>
/// <param name="Right">The right image's digest; null where the right has no such platform.</param>
public sealed record PlatformComparison(Platform Platform, Verdict Verdict, Digest? Left, Digest? Right)
{
    /// <summary>Whether the digests are image IDs, for want of manifests (docker-archives).</summary>
    public bool ByImageId { get; init; }

    /// <summary>The layers, the base first; empty where the digests are equal.</summary>
    public IReadOnlyList<LayerComparison> Layers { get; init; } = [];

    /// <summary>Why something could not be compared; empty where everything was.</summary>
    public IReadOnlyList<Diagnostic> NotCompared { get; init; } = [];

    /// <summary>How many differences were found.</summary>
    public long DifferenceCount { get; init; }
}
