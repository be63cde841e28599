using ReproBuild.Archives;
using ReproBuild.Diagnostics;

namespace ReproBuild.Publishing;

/// <summary>The images that were built, or that a verification found to be one, against those that are about to be published.</summary>
public static class VerifiedDigests
{
    /// <summary>Makes sure that an archive holds exactly these images.</summary>
    /// <param name="archive">The archive, opened by whoever is to publish it: what is published is read through it, and checked.</param>
    /// <param name="expected">One digest, or <c>platform=digest</c> for each, one an element or several with blanks between them; empty for no check.</param>
    /// <param name="path">What messages call the archive.</param>
    /// <exception cref="ReproException">REPRO7002: it holds others.</exception>
    public static void Check(ImageArchive archive, IReadOnlyCollection<string> expected, string path)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(expected);
        if (expected.Count == 0) return;
        string[] wanted = Sorted(expected.SelectMany(e => e.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
        // An index that calls an image by another platform's name is another index, though it holds the same images.
        bool named = wanted.Any(e => e.Contains('=', StringComparison.Ordinal));
        string[] found = Sorted(archive.Images.Select(i => named ? $"{i.Platform}={i.Digest}" : i.Digest.ToString()));
        if (!wanted.SequenceEqual(found)) throw Changed(path, $"it holds {string.Join(", ", found)} and not {string.Join(", ", wanted)}");
    }

    /// <summary>The error for an archive that is not what was verified.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="how">In what it differs, without a full stop.</param>
    /// <param name="cause">What told so; null for nothing else.</param>
    public static ReproException Changed(string path, string how, Exception? cause = null) => new(DiagnosticCodes.NotWhatWasVerified,
        $"{path} is not the archive that this build has made: {how}. Nothing was published. Publish again, and let nothing else write to ReproOutputPath meanwhile.",
        cause);

    private static string[] Sorted(IEnumerable<string> digests) => [.. digests.Distinct().Order(StringComparer.Ordinal)];
}
