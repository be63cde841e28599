using ReproBuild.Archives;
using ReproBuild.Images;
using ReproBuild.Registries;

namespace ReproBuild.Pinning;

/// <summary>One platform's base image, fetched into a layout of a folder: its manifest and configuration at once, its layers when they are needed.</summary>
internal sealed class BaseLayout : IDisposable
{
    private readonly RegistryClient client;
    private readonly ImageReference reference;
    private readonly string folder;
    private readonly ImageManifest manifest;

    private BaseLayout(RegistryClient client, ImageReference reference, string folder, ImageManifest manifest, byte[] configuration)
    {
        (this.client, this.reference, this.folder, this.manifest) = (client, reference, folder, manifest);
        Configuration = configuration;
        Config = ImageJson.ParseConfig(configuration, $"configuration {manifest.Config.Digest} of {reference.Name}");
    }

    /// <summary>The configuration, read.</summary>
    public ImageConfig Config { get; }

    /// <summary>The configuration's bytes.</summary>
    public byte[] Configuration { get; }

    /// <summary>How many layers it has.</summary>
    public int LayerCount => manifest.Layers.Count;

    /// <summary>Fetches manifest and configuration.</summary>
    /// <param name="client">The client.</param>
    /// <param name="reference">The image's name.</param>
    /// <param name="found">The manifest of the wanted platform.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Diagnostics.ReproException">They cannot be had, or the registry lies.</exception>
    public static async Task<BaseLayout> FetchAsync(RegistryClient client, ImageReference reference, RemoteManifest found, CancellationToken cancellationToken)
    {
        var manifest = ImageJson.ParseManifest(found.Bytes.Span, $"manifest {found.Descriptor.Digest} of {reference.Name}");
        byte[] configuration = await client.ReadBlobAsync(reference, manifest.Config, Limits.MaxManifestBytes, cancellationToken).ConfigureAwait(false);
        string folder = Directory.CreateTempSubdirectory("reprobuild-base-").FullName;
        Write(folder, found.Descriptor.Digest, found.Bytes.Span);
        Write(folder, manifest.Config.Digest, configuration);
        await File.WriteAllTextAsync(Path.Combine(folder, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""", cancellationToken).ConfigureAwait(false);
        await File.WriteAllBytesAsync(Path.Combine(folder, "index.json"), ManifestJson.Index([found.Descriptor]), cancellationToken).ConfigureAwait(false);
        return new BaseLayout(client, reference, folder, manifest, configuration);
    }

    /// <summary>Fetches layers and opens the image.</summary>
    /// <param name="layers">Which layers, from 0.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ImageArchive> OpenAsync(IEnumerable<int> layers, CancellationToken cancellationToken)
    {
        foreach (var layer in layers.Select(i => manifest.Layers[i]).DistinctBy(l => l.Digest))
            await client.PullBlobToFileAsync(reference, layer, PathOf(folder, layer.Digest), cancellationToken).ConfigureAwait(false);
        return ImageArchive.Open(folder);
    }

    /// <summary>Removes the folder.</summary>
    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void Write(string folder, Digest digest, ReadOnlySpan<byte> bytes) => File.WriteAllBytes(PathOf(folder, digest), bytes);

    private static string PathOf(string folder, Digest digest) =>
        Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "blobs", digest.Algorithm)).FullName, digest.Hex);
}
