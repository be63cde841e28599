using ReproBuild.Archives;
using ReproBuild.Comparing;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Causes.Versions;

/// <summary>What changed from one version of an image to the next, and whether it was to be expected.</summary>
/// <param name="Comparison">The comparison.</param>
/// <param name="Unexpected">The first of the changes that were not to be expected.</param>
/// <param name="UnexpectedCount">How many there are.</param>
/// <param name="Expected">How many expected changes each pair of layers has, and how many others.</param>
/// <param name="Unused">The patterns that nothing changed at.</param>
public sealed record VersionComparison(
    Comparison Comparison,
    IReadOnlyList<Difference> Unexpected,
    long UnexpectedCount,
    IReadOnlyDictionary<(Platform? Platform, LayerPair Layer), (long Expected, long Unexpected)> Expected,
    IReadOnlyList<string> Unused)
{
    /// <summary>The most unexpected changes that are kept; all are counted.</summary>
    public const int MaxKept = 1000;

    /// <summary>Whether everything was compared, and nothing changed but what was to be expected.</summary>
    public bool OnlyExpected => UnexpectedCount == 0 && Comparison.NotCompared.Count == 0 && Comparison.Verdict != Verdict.Inconclusive;

    /// <summary>Compares two versions.</summary>
    /// <param name="left">The older.</param>
    /// <param name="right">The newer.</param>
    /// <param name="comparer">What else is known.</param>
    /// <param name="patterns">What may change, as <see cref="ExpectedChanges"/> reads it.</param>
    /// <param name="cancellation">Ends the comparison.</param>
    /// <exception cref="ReproException">A layer that stands on one side alone cannot be read.</exception>
    public static VersionComparison Compare(
        ImageArchive left, ImageArchive right, ComparerOptions comparer, IEnumerable<string> patterns, CancellationToken cancellation)
    {
        var expected = new ExpectedChanges(patterns);
        var unexpected = new List<Difference>();
        var layers = new Dictionary<(Platform?, LayerPair), (long Expected, long Unexpected)>();
        long count = 0;
        var comparison = ImageComparer.Compare(left, right, comparer, difference =>
        {
            bool covered = expected.Cover(difference, left, right, cancellation);
            if (!covered && ++count <= MaxKept) unexpected.Add(difference);
            if (difference.Layer is not { } layer) return;
            var key = (difference.Platform, layer);
            var (yes, no) = layers.GetValueOrDefault(key);
            layers[key] = covered ? (yes + 1, no) : (yes, no + 1);
        }, cancellation);
        return new VersionComparison(comparison, unexpected, count, layers, [.. expected.Unused]);
    }
}
