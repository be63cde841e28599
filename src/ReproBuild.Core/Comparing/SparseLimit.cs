using ReproBuild.Archives;
using ReproBuild.Diagnostics;

namespace ReproBuild.Comparing;

/// <summary>Keeps a file that is nearly all hole from being read as if it were all there.</summary>
internal static class SparseLimit
{
    /// <summary>The largest sparse file, holes included, that is compared byte by byte, in bytes.</summary>
    public const long MaxSparseBytes = 64L << 30;

    /// <exception cref="ReproException"><see cref="DiagnosticCodes.LimitExceeded"/>: the file is larger.</exception>
    public static void Check(TarEntry entry)
    {
        if (entry.SparseMap is null || entry.Size <= MaxSparseBytes) return;
        throw new ReproException(
            DiagnosticCodes.LimitExceeded,
            $"The sparse file \"{Printable.Escape(entry.Path)}\" is {entry.Size} bytes long with its holes, more than the limit MaxSparseBytes = {MaxSparseBytes} allows to compare.");
    }
}
