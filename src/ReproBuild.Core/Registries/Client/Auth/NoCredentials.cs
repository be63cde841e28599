namespace ReproBuild.Registries;

/// <summary>Knows none.</summary>
internal sealed class NoCredentials : ICredentialSource
{
    public static NoCredentials Instance { get; } = new();

    public Task<RegistryCredential?> FindAsync(string registry, string repository, CancellationToken cancellation) => Task.FromResult<RegistryCredential?>(null);
}
