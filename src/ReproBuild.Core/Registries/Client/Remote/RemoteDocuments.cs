using System.Collections.Concurrent;
using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>All manifests and configurations of an image, for every platform, fetched several at a time.</summary>
internal sealed class RemoteDocuments
{
    // Registries limit connections; more would not be faster.
    private const int AtOnce = 4;

    // What is kept in memory of one image, all documents together: sixteen of the longest manifests.
    private const long MaxDocumentBytes = 64L << 20;

    private readonly ConcurrentDictionary<Digest, byte[]> _bytes = new();
    private readonly ConcurrentBag<Descriptor> _layers = [];
    private readonly RegistryClient _client;
    private readonly ImageReference _reference;
    private long _total;

    private RemoteDocuments(RegistryClient client, ImageReference reference, Descriptor top) => (_client, _reference, Top) = (client, reference, top);

    /// <summary>The index, or the manifest where there is no index.</summary>
    public Descriptor Top { get; }

    /// <summary>The documents themselves.</summary>
    public IReadOnlyDictionary<Digest, byte[]> Bytes => _bytes;

    /// <summary>What the manifests point to beside their configurations.</summary>
    public IEnumerable<Descriptor> Layers => _layers;

    /// <summary>Fetches them.</summary>
    /// <exception cref="ReproException">As <see cref="RegistryClient.ResolveAsync"/>.</exception>
    public static async Task<RemoteDocuments> FetchAsync(RegistryClient client, ImageReference reference, CancellationToken cancellation)
    {
        var top = await client.GetManifestAsync(reference, cancellation).ConfigureAwait(false);
        var documents = new RemoteDocuments(client, reference, top.Descriptor);
        var next = documents.Keep(top.Descriptor, top.Bytes.ToArray());
        for (int depth = 0; next.Count > 0 && depth <= Limits.MaxNesting; depth++)
        {
            var found = new ConcurrentBag<Descriptor>();
            var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
            await Parallel.ForEachAsync(next.DistinctBy(d => d.Digest), options, async (descriptor, token) =>
            {
                foreach (var child in await documents.FetchAsync(descriptor, token).ConfigureAwait(false)) found.Add(child);
            }).ConfigureAwait(false);
            next = [.. found];
        }
        return documents;
    }

    private async Task<IReadOnlyList<Descriptor>> FetchAsync(Descriptor descriptor, CancellationToken cancellation)
    {
        if (_bytes.ContainsKey(descriptor.Digest)) return [];
        if (MediaTypes.IsConfig(descriptor.MediaType))
        {
            return Keep(descriptor, await _client.ReadBlobAsync(_reference, descriptor, Limits.MaxConfigBytes, cancellation).ConfigureAwait(false));
        }
        try
        {
            var manifest = await _client.GetManifestAsync(_reference.WithDigest(descriptor.Digest), cancellation).ConfigureAwait(false);
            return Keep(descriptor, manifest.Bytes.ToArray());
        }
        catch (ReproException e) when (e.Diagnostic.Code == DiagnosticCodes.ImageNotFound)
        {
            // As in an archive: an index may name platforms that are not there, and the reader tells which.
            return [];
        }
    }

    /// <returns>What is to be fetched next.</returns>
    private List<Descriptor> Keep(Descriptor descriptor, byte[] bytes)
    {
        if (Interlocked.Add(ref _total, bytes.Length) > MaxDocumentBytes)
        {
            throw Limits.Exceeded(nameof(MaxDocumentBytes), MaxDocumentBytes, $"The manifests and configurations of {_reference} are longer together", "They are not fetched.");
        }
        _bytes[descriptor.Digest] = bytes;
        string name = $"{descriptor.Digest} of {_reference.Name}";
        if (MediaTypes.IsIndex(descriptor.MediaType))
        {
            // Attestations are no images, and nothing in them is compared.
            return [.. ImageJson.ParseIndex(bytes, $"the index {name}").Manifests.Where(m => !m.IsAttestation && (MediaTypes.IsIndex(m.MediaType) || MediaTypes.IsManifest(m.MediaType)))];
        }
        if (!MediaTypes.IsManifest(descriptor.MediaType)) return [];

        var manifest = ImageJson.ParseManifest(bytes, $"the manifest {name}");
        foreach (var layer in manifest.Layers) _layers.Add(layer);
        return MediaTypes.IsConfig(manifest.Config.MediaType) ? [manifest.Config] : [];
    }
}
