using System.Collections.Concurrent;
using ReproBuild.Registries;

namespace ReproBuild.Core.Tests.Infra;

/// <summary>Gives the same credential for everything, and notes what it was asked for.</summary>
internal sealed class FixedCredentials(RegistryCredential? credential) : ICredentialSource
{
    public ConcurrentQueue<string> Asked { get; } = new();

    public Task<RegistryCredential?> FindAsync(string registry, string repository, CancellationToken cancellation)
    {
        Asked.Enqueue($"{registry} {repository}");
        return Task.FromResult(credential);
    }
}
