using ReproBuild.Diagnostics;

namespace ReproBuild.Registries;

/// <summary>Knows credentials of registries.</summary>
public interface ICredentialSource
{
    /// <summary>Finds what to show to a registry.</summary>
    /// <param name="registry">The registry as names say it, <c>docker.io</c> or <c>localhost:5000</c>.</param>
    /// <param name="repository">The repository; some sources hold credentials for a part of a registry.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>Null where nothing is known.</returns>
    /// <exception cref="ReproException">REPRO6036: there is a source and it cannot be used.</exception>
    Task<RegistryCredential?> FindAsync(string registry, string repository, CancellationToken cancellation);
}
