using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>
/// An image of a registry, checked and handed on: whoever is served from here gets the manifests, configurations and layers that the
/// digest stands for, or nothing, whatever the registry sends.
/// </summary>
/// <remarks>Manifests are fetched at once; configurations and layers when they are first asked for, and once however often they are.</remarks>
public sealed class RegistryBase : IDisposable
{
    private const int AtOnce = 8;

    private readonly RegistryClient _client;
    private readonly ImageReference _reference;
    private readonly string _folder;
    private readonly Lock _gate = new();

    private RegistryBase(RegistryClient client, ImageReference reference, string folder) => (_client, _reference, _folder) = (client, reference, folder);

    /// <summary>What a loopback registry serves; disposed by it.</summary>
    public ServedImage Image { get; } = new();

    /// <summary>Fetches the manifests of an image.</summary>
    /// <param name="client">The client; it stays its owner's, and must live as long as the image is served.</param>
    /// <param name="reference">The image, with a digest.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ReproException">REPRO2010, REPRO603x: the registry does not have the image, or does not answer. REPRO6004 to REPRO6009: it lies.</exception>
    public static async Task<RegistryBase> OpenAsync(RegistryClient client, ImageReference reference, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(reference);
        if (!reference.IsPinned) throw new ArgumentException("The name has no digest.", nameof(reference));
        var image = new RegistryBase(client, reference, Directory.CreateTempSubdirectory("reprobuild-base-").FullName);
        try
        {
            await image.FetchAsync(cancellation).ConfigureAwait(false);
            return image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    /// <summary>Removes what was fetched.</summary>
    public void Dispose()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A temporary folder that stays is the system's to clear.
        }
    }

    private async Task FetchAsync(CancellationToken cancellation)
    {
        var top = await _client.GetManifestAsync(_reference, cancellation).ConfigureAwait(false);
        var manifests = new List<RemoteManifest>();
        if (top.IsIndex)
        {
            var index = ImageJson.ParseIndex(top.Bytes.Span, $"index {top.Descriptor.Digest} of {_reference.Name}");
            await Parallel.ForEachAsync(
                index.Manifests.Where(m => MediaTypes.IsManifest(m.MediaType) && !m.IsAttestation).DistinctBy(m => m.Digest),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
                async (manifest, token) => { if (await ChildAsync(manifest, token).ConfigureAwait(false) is { } child) lock (_gate) manifests.Add(child); }).ConfigureAwait(false);
        }
        else
        {
            manifests.Add(top);
        }

        foreach (var manifest in manifests)
        {
            var content = ImageJson.ParseManifest(manifest.Bytes.Span, $"manifest {manifest.Descriptor.Digest} of {_reference.Name}");
            foreach (var blob in content.Layers.Prepend(content.Config)) Image.Add(blob, () => Open(blob));
        }

        foreach (var manifest in manifests.Append(top)) Image.Add(manifest.Descriptor, () => new MemoryStream(manifest.Bytes.ToArray(), writable: false));
        Image.WithTop(top.Descriptor);
    }

    // A mirror need not hold every platform: one that is missing is missed by whoever asks for it.
    private async Task<RemoteManifest?> ChildAsync(Descriptor manifest, CancellationToken cancellation)
    {
        try
        {
            return await _client.GetManifestAsync(_reference.WithDigest(manifest.Digest), cancellation).ConfigureAwait(false);
        }
        catch (ReproException e) when (e.Diagnostic.Code == DiagnosticCodes.ImageNotFound)
        {
            return null;
        }
    }

    // Waits on a thread of the pool, which serves one connection: the server's side knows only streams.
    private FileStream Open(Descriptor blob)
    {
        string path = Path.Combine(_folder, blob.Digest.Hex);
        lock (_gate)
        {
            if (!File.Exists(path)) _client.PullBlobToFileAsync(_reference, blob, path, CancellationToken.None).GetAwaiter().GetResult();
        }

        return File.OpenRead(path);
    }
}
