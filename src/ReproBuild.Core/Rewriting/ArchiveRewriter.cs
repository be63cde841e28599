using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Rewriting;

/// <summary>
/// Re-serialises an archive canonically: two archives of images that mean the same become the same bytes. What is changed
/// and what never is stands in <c>docs/how-rewriting-works.md</c>.
/// </summary>
/// <remarks>
/// The form of the archive stays: an OCI archive becomes an OCI archive, a docker-archive a docker-archive. A rewrite of
/// a rewrite is the same bytes. Contents are held in memory up to a bound and spooled beside the destination beyond it.
/// </remarks>
public static class ArchiveRewriter
{
    /// <summary>Rewrites an archive.</summary>
    /// <param name="source">The absolute path of the archive; it is not changed.</param>
    /// <param name="destination">
    /// The absolute path of the archive to make, or <paramref name="source"/> to replace it. It appears by one rename; where
    /// anything goes wrong, what was there before stays.
    /// </param>
    /// <param name="options">The epoch, and which layers are ours.</param>
    /// <param name="cancellation">Ends the work; nothing is then left.</param>
    /// <exception cref="ReproException">
    /// REPRO6020: the archive holds something that a rewrite would lose or make untrue (attestations, signatures, files that no
    /// image names). REPRO6001 to REPRO6010: the archive is broken. REPRO1003, REPRO1005: an option. REPRO1008, REPRO4005: the
    /// destination cannot be written.
    /// </exception>
    public static RewriteResult Rewrite(string source, string destination, RewriteOptions options, CancellationToken cancellation = default)
    {
        Check(options);
        using var archive = ImageArchive.Open(source);
        Unrewritable.Refuse(archive);
        return archive.Format == ArchiveFormat.DockerArchive
            ? new DockerArchiveRewriter(archive, destination, options, cancellation).Rewrite()
            : new OciArchiveRewriter(archive, destination, options, cancellation).Rewrite();
    }

    private static void Check(RewriteOptions options)
    {
        if (options.Epoch is < 0 or > ImageTime.Latest)
        {
            throw new ReproException(
                DiagnosticCodes.BadEpoch,
                $"The epoch {options.Epoch} is not within the years 1970 to 9999. Give whole seconds since 1970, from 0 to {ImageTime.Latest}.");
        }
        ArgumentOutOfRangeException.ThrowIfNegative(options.BuiltLayers);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Workers, 1);
    }
}
