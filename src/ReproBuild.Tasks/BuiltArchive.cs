using Microsoft.Build.Framework;
using ReproBuild.Archives;
using ReproBuild.Diagnostics;

namespace ReproBuild.Tasks;

/// <summary>
/// Knows an archive again that a build has made. The lock on the output folder ends with the builds: what lies there when it is compared may be
/// the work of another verification, of another project even.
/// </summary>
internal static class BuiltArchive
{
    private const string Images = "Images";

    /// <summary>Notes on the item which images the archive holds.</summary>
    public static void Mark(ITaskItem item, ImageArchive archive) => item.SetMetadata(Images, Of(archive));

    /// <summary>Makes sure that an archive holds what the item says of it; an item that says nothing is anybody's archive.</summary>
    /// <exception cref="ReproException">REPRO5002: it holds something else.</exception>
    public static void Check(ITaskItem item, ImageArchive archive)
    {
        if (item.GetMetadata(Images) is not { Length: > 0 } built || built == Of(archive)) return;
        throw new ReproException(DiagnosticCodes.Inconclusive,
            $"\"{archive.Path}\" is not what this build has put there: it was replaced meanwhile, by another verification perhaps. "
            + "Give each project a ReproOutputPath of its own, and verify again.");
    }

    private static string Of(ImageArchive archive) => string.Join(' ', archive.Images.Select(i => i.Digest.ToString()));
}
