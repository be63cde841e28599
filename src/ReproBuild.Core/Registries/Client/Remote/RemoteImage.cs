using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>Images of registries, read as archives are.</summary>
public static class RemoteImage
{
    /// <summary>Opens an image. Manifests and configurations are fetched now, a layer when it is opened, and then into a temporary file.</summary>
    /// <param name="client">The client; disposed with the archive.</param>
    /// <param name="reference">The image, by tag or by digest.</param>
    /// <param name="cancellation">Ends every fetch, those of later too.</param>
    /// <exception cref="ReproException">As <see cref="RegistryClient.ResolveAsync"/> and <see cref="ImageArchive.Open(string)"/>.</exception>
    public static async Task<ImageArchive> OpenAsync(RegistryClient client, ImageReference reference, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(reference);
        try
        {
            var documents = await RemoteDocuments.FetchAsync(client, reference, cancellation).ConfigureAwait(false);
            return ImageArchive.Open(new RemoteStore(client, reference, documents, cancellation), ArchiveFormat.Registry);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
