using ReproBuild.Archives;
using ReproBuild.Diagnostics;

namespace ReproBuild.Comparing;

/// <summary>Compares the images of two archives: the verdict by image digest, platform by platform, and every difference below it.</summary>
/// <remarks>Descends the tree of digests and opens nothing that is known to be equal. Memory is bounded whatever the images' size.</remarks>
public static class ImageComparer
{
    /// <summary>Compares two archives.</summary>
    /// <param name="left">The one side, open.</param>
    /// <param name="right">The other side, open.</param>
    /// <param name="options">What else is known.</param>
    /// <param name="onDifference">Takes each difference as it is found, in an order that depends on the archives alone.</param>
    /// <param name="cancellation">Ends the comparison.</param>
    /// <returns>The verdict. What could not be read makes it inconclusive, with the reason, and is no exception.</returns>
    public static Comparison Compare(
        ImageArchive left, ImageArchive right, ComparerOptions options, Action<Difference> onDifference, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(onDifference);

        if (SameArchive.Find(left, right) is { } same) return new Comparison(Verdict.Inconclusive, []) { NotCompared = [same] };

        foreach (var difference in IndexComparer.Compare(left, right)) onDifference(difference);

        var remarks = Remarks(left, right);
        var pairs = PlatformMatcher.Match(left.Images, right.Images);
        if (PlatformMatcher.WhyNothingInCommon(left, right) is { } nothing)
        {
            return new Comparison(Verdict.Inconclusive, [.. pairs.Select(p => OneSided(p, Verdict.Inconclusive))]) { NotCompared = [nothing], Remarks = remarks };
        }

        var platforms = new List<PlatformComparison>();
        foreach (var pair in pairs) platforms.Add(Compare(left, right, pair, options, onDifference, cancellation));

        Diagnostic[] absent = [.. AbsentManifests.Find(left, right, remarks), .. OtherArtifacts(left, right), .. WantedPlatforms.Missing(left, right, options.Platforms)];
        var verdicts = platforms.Select(p => p.Verdict).Concat(absent.Select(_ => Verdict.Inconclusive));
        return new Comparison(Comparison.Combine(verdicts), platforms)
        {
            NotCompared = [.. platforms.SelectMany(p => p.NotCompared), .. absent],
            Remarks = remarks,
            DifferenceCount = platforms.Sum(p => p.DifferenceCount),
        };
    }

    private static PlatformComparison Compare(
        ImageArchive left, ImageArchive right, PlatformPair pair, ComparerOptions options, Action<Difference> onDifference, CancellationToken cancellation)
    {
        if (pair.NotComparable is { } reason)
        {
            return new PlatformComparison(pair.Platform, Verdict.Inconclusive, null, null) { NotCompared = [reason] };
        }

        if (pair is not { Left: { } leftImage, Right: { } rightImage })
        {
            onDifference(new Difference(DifferenceKind.PlatformMissing)
            {
                Platform = pair.Platform,
                Fields = [new("image", pair.Left?.Digest.ToString(), pair.Right?.Digest.ToString())],
            });
            // Nothing there was compared with it, and no acceptance of the difference may stand in for that.
            return OneSided(pair, Verdict.Inconclusive) with { DifferenceCount = 1, NotCompared = [PlatformMatcher.Alone(pair, left, right)] };
        }

        return new PlatformComparer(left, leftImage, right, rightImage, options, onDifference).Compare(cancellation);
    }

    private static PlatformComparison OneSided(PlatformPair pair, Verdict verdict) =>
        new(pair.Platform, verdict, pair.Left?.Digest, pair.Right?.Digest);

    // Nothing below their digests is looked at, so artifacts can only be the same or unknown.
    private static IEnumerable<Diagnostic> OtherArtifacts(ImageArchive left, ImageArchive right)
    {
        foreach (var (side, other) in new[] { (left, right), (right, left) })
        {
            foreach (var digest in side.Artifacts.Select(a => a.Digest).Distinct().Except(other.Artifacts.Select(a => a.Digest)))
            {
                yield return new Diagnostic(
                    DiagnosticCodes.Inconclusive,
                    $"The manifest {digest} of \"{side.Path}\" is no image and stands on that side alone, so it was not compared. Export the images without it, or compare it by other means.");
            }
        }
    }

    private static List<string> Remarks(ImageArchive left, ImageArchive right)
    {
        var remarks = new List<string>();
        if (BuilderName.Of(left) is { } leftBuilder && BuilderName.Of(right) is { } rightBuilder && leftBuilder != rightBuilder)
            remarks.Add($"Two builders made the images: the left {leftBuilder}, the right {rightBuilder}. Each has habits of its own; only one builder makes one digest.");
        if (left.Attestations.Count + right.Attestations.Count > 0)
        {
            remarks.Add($"Attestations are no part of the verdict: {left.Attestations.Count} on the left and {right.Attestations.Count} on the right were left out.");
        }

        foreach (var (archive, side) in new[] { (left, "left"), (right, "right") })
        {
            if (archive.Artifacts.Count > 0) remarks.Add($"{archive.Artifacts.Count} manifests on the {side} are no images and were left out.");
        }

        return remarks;
    }
}
