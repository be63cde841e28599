using ReproBuild.Archives;
using ReproBuild.Diagnostics;

namespace ReproBuild.Rewriting;

/// <summary>What a rewrite would lose, or make untrue. It is refused, and said, before anything is written.</summary>
internal static class Unrewritable
{
    /// <exception cref="ReproException">REPRO6020, REPRO6006.</exception>
    public static void Refuse(ImageArchive archive)
    {
        if (archive.Attestations is [var attestation, ..])
        {
            throw Refusal(archive,
                $"the attestation {attestation.Digest} is about the image as it was built, and would be untrue of the rewritten one",
                "Build without attestations (--provenance=false --sbom=false) and attest the rewritten image");
        }
        if (archive.Artifacts is [var artifact, ..])
        {
            throw Refusal(archive,
                $"{artifact.Digest} is no image, and may be about one that changes its digest",
                "Export the image alone");
        }
        if (archive.Missing is [var missing, ..])
        {
            throw new ReproException(
                DiagnosticCodes.BlobMissing,
                $"The manifest {missing.Digest}{(missing.Platform is null ? "" : $" for {missing.Platform}")} is named but not there in \"{archive.Path}\", so the archive cannot be rewritten whole. Export all platforms that its index names, or one platform alone.");
        }
    }

    /// <summary>Refuses files that no image of the archive names.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="known">The names of all files that were rewritten or copied.</param>
    public static void RefuseOthers(ImageArchive archive, IReadOnlySet<string> known)
    {
        if (archive.FileNames.Where(name => !known.Contains(name)).Order(StringComparer.Ordinal).FirstOrDefault() is { } other)
        {
            throw Refusal(archive, $"no image in it names the file \"{other}\", and it is not known what it is for", "Export the image again, alone");
        }
    }

    private static ReproException Refusal(ImageArchive archive, string why, string remedy) => new(
        DiagnosticCodes.CannotRewrite, $"\"{archive.Path}\" is not rewritten: {why}. {remedy}.");
}
