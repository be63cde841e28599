using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Comparing;

/// <summary>Decides which image of one side stands against which of the other.</summary>
internal static class PlatformMatcher
{
    /// <summary>
    /// Pairs images by platform: in the left's order, then those of the right alone. Several images of one platform are
    /// paired in order where both sides have as many; else nobody can say which is which.
    /// </summary>
    public static IReadOnlyList<PlatformPair> Match(IReadOnlyList<PlatformImage> left, IReadOnlyList<PlatformImage> right)
    {
        var pairs = new List<PlatformPair>();
        foreach (var platform in left.Concat(right).Select(i => i.Platform).Distinct())
        {
            PlatformImage[] l = [.. left.Where(i => i.Platform == platform)];
            PlatformImage[] r = [.. right.Where(i => i.Platform == platform)];
            if (l.Length == r.Length) pairs.AddRange(l.Zip(r, (x, y) => new PlatformPair(platform, x, y)));
            else if (r.Length == 0) pairs.AddRange(l.Select(x => new PlatformPair(platform, x, null)));
            else if (l.Length == 0) pairs.AddRange(r.Select(y => new PlatformPair(platform, null, y)));
            else pairs.Add(new PlatformPair(platform, null, null, Ambiguous(platform, l.Length, r.Length)));
        }

        return pairs;
    }

    /// <summary>Why two archives have no platform in common; null where they have one.</summary>
    public static Diagnostic? WhyNothingInCommon(ImageArchive left, ImageArchive right)
    {
        if (left.Images.Select(i => i.Platform).Intersect(right.Images.Select(i => i.Platform)).Any()) return null;

        return new Diagnostic(
            DiagnosticCodes.Inconclusive,
            $"The archives have no platform in common: \"{left.Path}\" has {List(left.Images)}, \"{right.Path}\" has {List(right.Images)}. Build both for the same platform.");
    }

    /// <summary>Why a platform that one side alone has proves nothing.</summary>
    public static Diagnostic Alone(PlatformPair pair, ImageArchive left, ImageArchive right) => new(
        DiagnosticCodes.Inconclusive,
        $"Platform {Printable.Escape(pair.Platform.ToString())} stands in \"{(pair.Left is null ? right : left).Path}\" alone, so it was compared with nothing. Build both for the same platforms.");

    private static Diagnostic Ambiguous(Platform platform, int left, int right) => new(
        DiagnosticCodes.Inconclusive,
        $"Platform {Printable.Escape(platform.ToString())} stands {left} times on the left and {right} times on the right, so nobody can say which image is to be compared with which.");

    private static string List(IReadOnlyList<PlatformImage> images) => images.Count == 0
        ? "no image"
        : Printable.Escape(string.Join(", ", images.Select(i => i.Platform.ToString()).Distinct()));
}
