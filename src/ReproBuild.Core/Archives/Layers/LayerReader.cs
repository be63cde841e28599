using ReproBuild.Diagnostics;

namespace ReproBuild.Archives;

/// <summary>Reads a layer's entries as a stream, and checks the blob's digest and size and the diffID on the way.</summary>
/// <remarks>
/// Unpacking begins when the reader is opened, on a thread of its own. Memory is bounded whatever the layer's size. When
/// <see cref="Next"/> has returned null, everything was checked.
/// </remarks>
public sealed class LayerReader : IDisposable
{
    private readonly LayerPump _pump;
    private readonly TarEntryReader _tar;

    private LayerReader(LayerSource source, ExpansionGuard guard, CancellationToken cancellation)
    {
        Compression = source.Compression;
        _pump = new LayerPump(source, guard, cancellation);
        _tar = new TarEntryReader(_pump, source.What);
    }

    /// <summary>How the layer is stored, by its first bytes.</summary>
    public LayerCompression Compression { get; }

    /// <summary>What stands after the last entry; null until <see cref="Next"/> has returned null.</summary>
    public TarEnd? End => _tar.End;

    /// <summary>How long all sparse files that were met are, holes included, in bytes.</summary>
    internal long SparseBytes { get; private set; }

    /// <inheritdoc cref="TarEntryReader.ContentRemaining"/>
    public long ContentRemaining => _tar.ContentRemaining;

    /// <summary>Opens a layer and begins to unpack it.</summary>
    /// <param name="archive">The archive that holds it; must stay open.</param>
    /// <param name="layer">One of the layers of an image of <paramref name="archive"/>.</param>
    /// <param name="cancellation">Ends the unpacking.</param>
    /// <param name="checkDiffId">
    /// False spares hashing the unpacked bytes, a fifth of all work, where the blob's own digest already vouches for them:
    /// whoever looks at the bytes themselves learns nothing from the diffID. Where no digest of the blob is known the
    /// diffID is checked whatever is said here.
    /// </param>
    /// <exception cref="ReproException">
    /// <see cref="DiagnosticCodes.BlobMissing"/>, <see cref="DiagnosticCodes.SizeMismatch"/>, <see cref="DiagnosticCodes.UnknownMediaType"/>,
    /// <see cref="DiagnosticCodes.MalformedLayer"/>. The reading methods add <see cref="DiagnosticCodes.DigestMismatch"/> and
    /// <see cref="DiagnosticCodes.LimitExceeded"/>.
    /// </exception>
    public static LayerReader Open(ImageArchive archive, ImageLayer layer, CancellationToken cancellation, bool checkDiffId = true) =>
        Open(archive.FindLayer(layer, checkDiffId), new ExpansionGuard(), cancellation);

    internal static LayerReader Open(LayerSource source, ExpansionGuard guard, CancellationToken cancellation) =>
        new(source, guard, cancellation);

    /// <inheritdoc cref="TarEntryReader.Next"/>
    public TarEntry? Next()
    {
        try
        {
            var entry = _tar.Next();

            // Within 63 bits however many there are: each is at most that long.
            if (entry?.SparseMap is not null) SparseBytes = (long)Math.Min((ulong)long.MaxValue, (ulong)SparseBytes + (ulong)entry.Size);
            return entry;
        }
        catch (ReproException exception) when (exception.Diagnostic.Code == DiagnosticCodes.MalformedLayer)
        {
            // A blob that was damaged is told as such, not by what its damage did to the tar.
            VerifyToEnd();
            throw;
        }
    }

    /// <inheritdoc cref="TarEntryReader.PeekContent"/>
    public ReadOnlySpan<byte> PeekContent() => _tar.PeekContent();

    /// <inheritdoc cref="TarEntryReader.AdvanceContent"/>
    public void AdvanceContent(int count) => _tar.AdvanceContent(count);

    /// <inheritdoc cref="TarEntryReader.TryReadContent"/>
    public bool TryReadContent(out ReadOnlySpan<byte> chunk, int max = int.MaxValue) => _tar.TryReadContent(out chunk, max);

    /// <inheritdoc cref="TarEntryReader.CopyContentTo"/>
    public void CopyContentTo(Stream destination) => _tar.CopyContentTo(destination);

    /// <inheritdoc cref="TarEntryReader.OpenContent"/>
    public Stream OpenContent() => _tar.OpenContent();

    /// <summary>Reads what is left without looking at it, so that digest, size and diffID are checked. No entry can be read after it.</summary>
    /// <exception cref="ReproException">The bytes are not what was promised.</exception>
    public void VerifyToEnd()
    {
        while (_pump.Next(out _) > 0) { }
    }

    /// <inheritdoc/>
    public void Dispose() => _tar.Dispose();
}
