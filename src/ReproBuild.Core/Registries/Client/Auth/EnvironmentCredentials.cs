namespace ReproBuild.Registries;

/// <summary>The credentials that the .NET SDK takes from the environment when it pushes; where there are none, those of another source.</summary>
/// <remarks>They are for whatever registry the image is pushed to. The names are those of the SDK's documentation, the more special before the general, the newer before the older.</remarks>
/// <param name="variable">Gives a variable's value, or null.</param>
/// <param name="otherwise">The other source.</param>
public sealed class EnvironmentCredentials(Func<string, string?> variable, ICredentialSource otherwise) : ICredentialSource
{
    private static readonly string[] Prefixes = ["DOTNET_CONTAINER_PUSH_REGISTRY", "DOTNET_CONTAINER_REGISTRY", "SDK_CONTAINER_REGISTRY"];

    /// <inheritdoc/>
    public Task<RegistryCredential?> FindAsync(string registry, string repository, CancellationToken cancellation)
    {
        foreach (string prefix in Prefixes)
        {
            if (variable(prefix + "_UNAME") is not { Length: > 0 } user || variable(prefix + "_PWORD") is not { Length: > 0 } password) continue;
            // How docker login notes a token in place of a name.
            return Task.FromResult<RegistryCredential?>(user == "<token>" ? RegistryCredential.Identity(password) : RegistryCredential.Basic(user, password));
        }
        return otherwise.FindAsync(registry, repository, cancellation);
    }
}
