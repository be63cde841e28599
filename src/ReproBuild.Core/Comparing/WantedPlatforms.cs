using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Comparing;

/// <summary>Platforms that were asked for and were not built, on either side: two images that lack the same are not equal in it.</summary>
internal static class WantedPlatforms
{
    // As containerd calls them, github.com/containerd/platforms.
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["x86_64"] = "amd64",
        ["x86-64"] = "amd64",
        ["aarch64"] = "arm64",
        ["i386"] = "386",
        ["armhf"] = "arm",
        ["armel"] = "arm",
    };

    /// <summary>Why a platform was not compared; empty where all are there.</summary>
    public static IEnumerable<Diagnostic> Missing(ImageArchive left, ImageArchive right, IReadOnlyList<Platform> wanted) =>
        from platform in wanted
        from archive in new[] { left, right }
        where !archive.Images.Any(i => Fits(platform, i.Platform))
        select new Diagnostic(
            DiagnosticCodes.Inconclusive,
            $"Platform {Printable.Escape(platform.ToString())} was asked for, and \"{archive.Path}\" has no image for it, so it was not compared.");

    // A variant that one of both leaves out is the usual one.
    private static bool Fits(Platform wanted, Platform found) =>
        wanted.Os.Equals(found.Os, StringComparison.OrdinalIgnoreCase)
        && Names.GetValueOrDefault(wanted.Architecture, wanted.Architecture).Equals(found.Architecture, StringComparison.OrdinalIgnoreCase)
        && (wanted.Variant is null || found.Variant is null || wanted.Variant.Equals(found.Variant, StringComparison.OrdinalIgnoreCase));
}
