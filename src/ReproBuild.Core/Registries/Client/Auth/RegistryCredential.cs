namespace ReproBuild.Registries;

/// <summary>What proves to a registry who asks. Its text never shows a secret.</summary>
public sealed class RegistryCredential
{
    private RegistryCredential(string? userName, string? password, string? identityToken, string? registryToken) =>
        (UserName, Password, IdentityToken, RegistryToken) = (userName, password, identityToken, registryToken);

    /// <summary>A name and a password.</summary>
    public static RegistryCredential Basic(string userName, string password) => new(userName, password, null, null);

    /// <summary>A token to be exchanged for others (OAuth2, "refresh_token").</summary>
    public static RegistryCredential Identity(string identityToken, string? userName = null) => new(userName, null, identityToken, null);

    /// <summary>A token that the registry takes as it is.</summary>
    public static RegistryCredential Bearer(string registryToken) => new(null, null, null, registryToken);

    internal string? UserName { get; }
    internal string? Password { get; }
    internal string? IdentityToken { get; }
    internal string? RegistryToken { get; }

    /// <summary>The kind, and no secret.</summary>
    public override string ToString() => RegistryToken is not null ? "a token" : IdentityToken is not null ? "an identity token" : "a name and a password";
}
