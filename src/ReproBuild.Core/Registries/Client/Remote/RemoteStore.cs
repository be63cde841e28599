using System.Collections.Concurrent;
using ReproBuild.Archives;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>A registry's image as the blobs of a layout: manifests and configurations at hand, layers fetched when they are opened, and only then.</summary>
internal sealed class RemoteStore : IBlobStore
{
    private readonly RegistryClient _client;
    private readonly ImageReference _reference;
    private readonly byte[] _index;
    private readonly IReadOnlyDictionary<Digest, byte[]> _documents;
    private readonly Dictionary<Digest, Descriptor> _layers;
    private readonly ConcurrentDictionary<Digest, Lazy<FetchedBlob>> _fetched = new();
    private readonly CancellationToken _cancellation;

    /// <param name="client">The client; disposed with the store.</param>
    /// <param name="reference">The image.</param>
    /// <param name="documents">What was fetched at once.</param>
    /// <param name="cancellation">Ends every fetch, those of later too.</param>
    public RemoteStore(RegistryClient client, ImageReference reference, RemoteDocuments documents, CancellationToken cancellation)
    {
        (_client, _reference, _documents, _cancellation) = (client, reference, documents.Bytes, cancellation);
        _index = ManifestJson.Index([documents.Top]);
        // Two manifests may tell different lengths of one blob; whoever opens it by the wrong one is told so.
        _layers = documents.Layers.DistinctBy(l => l.Digest).ToDictionary(l => l.Digest);
    }

    public string Path => _reference.ToString();

    public IEnumerable<string> FileNames => ["index.json"];

    public BlobRange? FindFile(string name) => name == "index.json" ? InMemory(_index) : null;

    public BlobRange? FindBlob(Digest digest)
    {
        if (_documents.TryGetValue(digest, out byte[]? bytes)) return InMemory(bytes);
        return _layers.TryGetValue(digest, out var layer) ? new BlobRange(null, Path, 0, layer.Size) { Source = () => Fetch(layer).Open() } : null;
    }

    public bool Confirm(Descriptor blob)
    {
        if (!_client.HasBlobAsync(_reference, blob, _cancellation).GetAwaiter().GetResult()) throw ArchiveErrors.BlobMissing($"the blob {blob.Digest}", Path);
        return true;
    }

    public void Dispose()
    {
        foreach (var blob in _fetched.Values.Where(b => b.IsValueCreated)) blob.Value.Dispose();
        _client.Dispose();
    }

    // Readers of archives are synchronous and have threads of their own.
    private FetchedBlob Fetch(Descriptor layer) =>
        _fetched.GetOrAdd(layer.Digest, _ => new Lazy<FetchedBlob>(() => FetchedBlob.FetchAsync(_client, _reference, layer, _cancellation).GetAwaiter().GetResult())).Value;

    private BlobRange InMemory(byte[] bytes) => new(null, Path, 0, bytes.Length) { Source = () => new MemoryStream(bytes, writable: false) };
}
