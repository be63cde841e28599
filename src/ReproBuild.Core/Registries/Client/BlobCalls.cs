using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>Calls about one blob.</summary>
internal static class BlobCalls
{
    public static RegistryCall Of(HttpMethod method, RegistryEndpoint endpoint, ImageReference reference, Descriptor blob, AuthScope? scope = null)
    {
        string repository = endpoint.Repository(reference);
        return new RegistryCall
        {
            Method = method,
            Endpoint = endpoint,
            Repository = repository,
            Path = $"/v2/{repository}/blobs/{blob.Digest}",
            Scope = scope ?? AuthScope.Pull(repository),
            What = $"the blob {blob.Digest} of {reference.Name}",
        };
    }
}
