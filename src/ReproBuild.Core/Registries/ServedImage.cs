using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>An image, or an index of images, as a registry would hold it: a digest to ask for, and the blobs behind it.</summary>
/// <remarks>Reading a blob to its end checks its digest. Safe to read from several threads at once.</remarks>
public sealed class ServedImage : IDisposable
{
    private readonly Dictionary<Digest, (Descriptor Blob, Func<Stream> Open)> _blobs = [];
    private readonly ImageArchive? _archive;
    private Digest? _digest;

    internal ServedImage(ImageArchive? archive = null) => _archive = archive;

    /// <summary>The digest of the manifest or index at the top.</summary>
    public Digest Digest => _digest ?? throw new InvalidOperationException("The image has no manifest yet.");

    /// <summary>Finds a manifest or index; null where the digest is none.</summary>
    internal Descriptor? FindManifest(Digest digest) =>
        Find(digest) is { } blob && (MediaTypes.IsManifest(blob.MediaType) || MediaTypes.IsIndex(blob.MediaType)) ? blob : null;

    /// <summary>Finds any blob; null where there is none.</summary>
    internal Descriptor? Find(Digest digest) => _blobs.TryGetValue(digest, out var found) ? found.Blob : null;

    /// <summary>Opens a blob that was found.</summary>
    /// <exception cref="ReproException">REPRO6004 to REPRO6006, here or from reading.</exception>
    internal Stream Open(Descriptor blob) => _blobs[blob.Digest].Open();

    /// <summary>Adds a blob that is in memory.</summary>
    internal Descriptor Add(string mediaType, byte[] content)
    {
        var blob = new Descriptor(mediaType, Digest.Of(content), content.Length);
        Add(blob, () => new MemoryStream(content, writable: false));
        return blob;
    }

    /// <summary>Adds a blob that whoever opens it checks.</summary>
    internal void Add(Descriptor blob, Func<Stream> open) => _blobs.TryAdd(blob.Digest, (blob, open));

    /// <summary>Says which manifest or index is the image.</summary>
    internal ServedImage WithTop(Descriptor top)
    {
        _digest = top.Digest;
        return this;
    }

    /// <summary>Closes the archive behind it.</summary>
    public void Dispose() => _archive?.Dispose();
}
