using ReproBuild.Archives;
using ReproBuild.Diagnostics;

namespace ReproBuild.Comparing;

/// <summary>Keeps files that are nearly all hole from being read as if they were all there: a layer of a few kilobytes may hold thousands of them.</summary>
internal static class SparseLimit
{
    /// <summary>How long the sparse files of one layer may be together, holes included, so that they are compared byte by byte, in bytes.</summary>
    public const long MaxSparseBytes = 64L << 30;

    /// <exception cref="ReproException"><see cref="DiagnosticCodes.LimitExceeded"/>: they are longer.</exception>
    public static void Check(LayerReader layer, TarEntry entry)
    {
        if (entry.SparseMap is null || layer.SparseBytes <= MaxSparseBytes) return;
        throw new ReproException(
            DiagnosticCodes.LimitExceeded,
            $"With \"{Printable.Escape(entry.Path)}\" the sparse files of the layer are {layer.SparseBytes} bytes long with their holes, more than the limit MaxSparseBytes = {MaxSparseBytes} allows to compare.");
    }
}
