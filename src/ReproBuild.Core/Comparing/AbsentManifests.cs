using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Comparing;

/// <summary>Manifests that an index names and its archive does not hold, as <c>docker save</c> leaves them.</summary>
internal static class AbsentManifests
{
    /// <summary>Why something could not be compared; an absent manifest that the other side names by the same digest is only remarked.</summary>
    public static IReadOnlyList<Diagnostic> Find(ImageArchive left, ImageArchive right, List<string> remarks)
    {
        var found = new List<Diagnostic>();
        foreach (var (side, other) in new[] { (left, right), (right, left) })
        {
            foreach (var absent in side.Missing.Where(m => !m.IsAttestation))
            {
                string name = absent.Platform is { } platform ? $"{absent.Digest} ({platform})" : absent.Digest.ToString();
                if (Names(other, absent.Digest)) remarks.Add($"The manifest {name} is named by both indexes and not held by \"{side.Path}\".");
                else found.Add(new Diagnostic(DiagnosticCodes.BlobMissing, $"The manifest {name} is named by the index of \"{side.Path}\" and not held there, so it was not compared."));
            }
        }

        return found;
    }

    private static bool Names(ImageArchive archive, Digest digest) =>
        archive.Missing.Any(m => m.Digest == digest) || archive.Images.Any(i => i.Manifest?.Digest == digest);
}
