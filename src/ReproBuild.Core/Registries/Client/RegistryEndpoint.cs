using System.Net;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>The host that is asked for a registry's repositories: the registry's own, or a mirror's.</summary>
/// <param name="Registry">The registry as names say it.</param>
/// <param name="Host">The host, with its port if one is given.</param>
/// <param name="Prefix">What is put before each repository there; empty where nothing is.</param>
internal sealed record RegistryEndpoint(string Registry, string Host, string Prefix)
{
    public static RegistryEndpoint For(ImageReference reference, RegistryMirrors? mirrors) =>
        mirrors?.Find(reference.Registry) is { } mirror
            ? new RegistryEndpoint(reference.Registry, mirror.Host, mirror.Prefix)
            : new RegistryEndpoint(reference.Registry, reference.Host, "");

    /// <summary>The mirror, as a lock file notes it; null where the registry itself is asked.</summary>
    public string? Mirror => Host == OwnHost ? null : Prefix.Length == 0 ? Host : $"{Host}/{Prefix}";

    /// <summary>The name under which credentials are kept.</summary>
    public string CredentialName => Mirror is null ? Registry : Host;

    /// <summary>What messages call it.</summary>
    public string Name => Mirror is null ? Registry : $"{Mirror} (the mirror of {Registry})";

    /// <summary>Whether it is this machine, by a name that cannot be another's.</summary>
    public bool IsLoopback => IsLoopbackHost(new Uri($"http://{Host}").Host);

    /// <summary>The repository's name there.</summary>
    public string Repository(ImageReference reference) => Prefix.Length == 0 ? reference.Repository : $"{Prefix}/{reference.Repository}";

    public static bool IsLoopbackHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private string OwnHost => Registry == ImageReference.DockerHub ? "registry-1.docker.io" : Registry;
}
