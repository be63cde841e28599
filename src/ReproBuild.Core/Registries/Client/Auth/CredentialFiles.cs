namespace ReproBuild.Registries;

/// <summary>The credentials that <c>docker login</c> and <c>podman login</c> left, and the helper programs that those files name.</summary>
/// <remarks>
/// Looked at when a registry asks, in this order: REGISTRY_AUTH_FILE; config.json in DOCKER_CONFIG or <c>~/.docker</c>;
/// <c>containers/auth.json</c> in XDG_RUNTIME_DIR, and in XDG_CONFIG_HOME or <c>~/.config</c>. The first that knows the registry counts.
/// </remarks>
public sealed class CredentialFiles : ICredentialSource
{
    private readonly IReadOnlyList<string> _paths;
    private readonly CredentialHelper _helper;
    private readonly CredentialHelpers _helpers;

    private CredentialFiles(IReadOnlyList<string> paths, CredentialHelper helper) => (_paths, _helper, _helpers) = (paths, helper, new CredentialHelpers(helper));

    /// <summary>Finds the files of an environment.</summary>
    /// <param name="variable">Gives a variable's value, or null.</param>
    public static CredentialFiles Find(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        string? home = Value("HOME") ?? Value("USERPROFILE");
        string?[] paths =
        [
            Value("REGISTRY_AUTH_FILE"),
            Under(Value("DOCKER_CONFIG") ?? Under(home, ".docker"), "config.json"),
            Under(Value("XDG_RUNTIME_DIR"), "containers/auth.json"),
            Under(Value("XDG_CONFIG_HOME") ?? Under(home, ".config"), "containers/auth.json"),
        ];
        return new CredentialFiles([.. paths.OfType<string>().Where(Path.IsPathFullyQualified).Distinct()], new CredentialHelper(Value("PATH") ?? "", CredentialHelper.Patience));

        string? Value(string name) => variable(name) is { Length: > 0 } value ? value : null;
        static string? Under(string? folder, string name) => folder is null ? null : Path.Combine(folder, name);
    }

    internal CredentialFiles With(TimeSpan patience) => new(_paths, _helper with { Limit = patience });

    /// <inheritdoc/>
    public async Task<RegistryCredential?> FindAsync(string registry, string repository, CancellationToken cancellation)
    {
        foreach (string path in _paths)
        {
            if (CredentialFile.Open(path) is not { } file) continue;
            foreach (string helper in file.Helpers(registry))
            {
                if (await _helpers.GetAsync(helper, CredentialFile.ServerOf(registry), path, cancellation).ConfigureAwait(false) is { } kept) return kept;
            }
            if (file.Find(registry, repository) is { } written) return written;
        }
        return null;
    }
}
