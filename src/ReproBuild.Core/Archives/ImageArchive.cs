using System.Runtime.CompilerServices;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Archives;

/// <summary>An archive of images that is open for reading. Safe to read from several threads at once.</summary>
public sealed partial class ImageArchive : IDisposable
{
    private readonly IBlobStore _store;
    private readonly ImageSet _images;
    private long _layerBytesRead;

    private ImageArchive(IBlobStore store, ArchiveFormat format, ImageSet images) => (_store, Format, _images) = (store, format, images);

    /// <summary>The archive's absolute path.</summary>
    public string Path => _store.Path;

    /// <summary>The archive's form.</summary>
    public ArchiveFormat Format { get; }

    /// <summary>The index at the top: what index.json says; of a docker-archive, one made up of its configurations.</summary>
    public ImageIndex Index => _images.Index;

    /// <summary>All images, indexes within indexes followed, each once, in the archive's order.</summary>
    public IReadOnlyList<PlatformImage> Images => _images.Images;

    /// <summary>The manifests that BuildKit marks as attestations.</summary>
    public IReadOnlyList<Descriptor> Attestations => _images.Attestations;

    /// <summary>Manifests of things that are no image: signatures, bills of materials, charts.</summary>
    public IReadOnlyList<Descriptor> Artifacts => _images.Artifacts;

    /// <summary>
    /// Manifests that an index names and the archive does not hold: <c>docker save</c> keeps the index of all platforms
    /// and the blobs of those it has. What is here was not looked at.
    /// </summary>
    public IReadOnlyList<Descriptor> Missing => _images.Missing;

    /// <summary>Whether a blob is there.</summary>
    public bool Contains(Digest digest) => Find(digest) is not null;

    /// <summary>Reads a whole blob and checks it.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="limit">The most bytes that it may have.</param>
    /// <param name="limitName">How messages name the limit; what stands in the call where nothing else is given.</param>
    /// <exception cref="ReproException">
    /// <see cref="DiagnosticCodes.BlobMissing"/>, <see cref="DiagnosticCodes.SizeMismatch"/>, <see cref="DiagnosticCodes.DigestMismatch"/>,
    /// <see cref="DiagnosticCodes.LimitExceeded"/>.
    /// </exception>
    public byte[] ReadBlob(Descriptor blob, long limit, [CallerArgumentExpression(nameof(limit))] string limitName = "") =>
        BlobBytes.Read(Require(blob), blob, limit, limitName.Replace(nameof(Limits) + ".", "", StringComparison.Ordinal), What(blob));

    /// <summary>Opens a blob's stored bytes. Whoever reads them to their end has them checked.</summary>
    /// <remarks>The compressed layers of a docker-archive, whose blob digests nobody knows, are not checked here; <see cref="LayerReader"/> checks their diffID.</remarks>
    /// <exception cref="ReproException">
    /// <see cref="DiagnosticCodes.BlobMissing"/>, <see cref="DiagnosticCodes.SizeMismatch"/>; from reading, <see cref="DiagnosticCodes.DigestMismatch"/>.
    /// </exception>
    public Stream OpenBlob(Descriptor blob)
    {
        var range = Require(blob);
        return new VerifyingStream(range.Open(), _images.KnownByDiffId.Contains(blob.Digest) ? null : blob.Digest, What(blob));
    }

    internal LayerSource FindLayer(ImageLayer layer, bool checkDiffId = true)
    {
        string what = $"layer {layer.Index + 1} ({layer.Blob.Digest.Abbreviated}) of \"{Path}\"";
        LayerSniffer.CheckMediaType(layer.Blob, what);
        var range = Require(layer.Blob);
        var blob = _images.KnownByDiffId.Contains(layer.Blob.Digest) ? null : layer.Blob.Digest;
        return new LayerSource(range, LayerSniffer.Sniff(range, what), blob, checkDiffId || blob is null ? layer.DiffId : null, what) { OnRead = count => Interlocked.Add(ref _layerBytesRead, count) };
    }

    /// <summary>How many bytes of layers were read so far, as they are stored; of one that is read twice, twice as many.</summary>
    public long LayerBytesRead => Interlocked.Read(ref _layerBytesRead);

    /// <summary>Makes sure that a layer is there, of the right length and of a known kind. What it holds is not hashed.</summary>
    internal void CheckPresence(ImageLayer layer)
    {
        LayerSniffer.CheckMediaType(layer.Blob, What(layer.Blob));
        if (!_store.Confirm(layer.Blob)) FindLayer(layer);
    }

    private BlobRange Require(Descriptor blob)
    {
        var range = Find(blob.Digest) ?? throw ArchiveErrors.BlobMissing(What(blob), Path);
        return range.Length == blob.Size ? range : throw ArchiveErrors.SizeLie(What(blob), blob.Size, range.Length);
    }

    private BlobRange? Find(Digest digest) => _images.Files.TryGetValue(digest, out var range) ? range : _store.FindBlob(digest);

    private string What(Descriptor blob) => $"the blob {blob.Digest} of \"{Path}\"";

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();
}
