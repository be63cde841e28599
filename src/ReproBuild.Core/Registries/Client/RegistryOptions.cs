using System.Net;
using System.Security.Cryptography.X509Certificates;
using ReproBuild.Archives;
using ReproBuild.Diagnostics;

namespace ReproBuild.Registries;

/// <summary>How a <see cref="RegistryClient"/> reaches registries.</summary>
public sealed record RegistryOptions
{
    /// <summary>The variable that holds mirrors: <c>docker.io=localhost:5000;mcr.example=localhost:5000/prefix</c>.</summary>
    public const string MirrorsVariable = "REPRO_REGISTRY_MIRRORS";

    /// <summary>The variable that names registries that may be spoken to without TLS, separated by commas or semicolons.</summary>
    public const string PlainHttpVariable = "REPRO_PLAIN_HTTP_REGISTRIES";

    /// <summary>Which registries others stand in for.</summary>
    public RegistryMirrors Mirrors { get; init; } = RegistryMirrors.None;

    /// <summary>Registries, <c>host</c> or <c>host:port</c>, that may be spoken to without TLS. Those on this machine always may.</summary>
    public IReadOnlyList<string> PlainHttpHosts { get; init; } = [];

    /// <summary>Where credentials come from. They are asked for when a registry wants some, and not before.</summary>
    public ICredentialSource Credentials { get; init; } = NoCredentials.Instance;

    /// <summary>The proxy; by default what the environment names. It is never used for this machine itself.</summary>
    public IWebProxy Proxy { get; init; } = HttpClient.DefaultProxy;

    /// <summary>Authorities that are trusted beside those of the system.</summary>
    public IReadOnlyList<X509Certificate2> TrustedAuthorities { get; init; } = [];

    /// <summary>The longest that making a connection may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest that a registry may stay silent, before an answer or within one.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often one thing is tried.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>The wait after the first failure; it doubles with each further one, and a random part is added.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>The longest single wait, also of those that a registry asks for.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The length of a manifest or index, in bytes.</summary>
    public long MaxManifestBytes { get; init; } = Limits.MaxManifestBytes;

    /// <summary>The length of one piece of an upload, in bytes. What is shorter is sent in one piece.</summary>
    public long UploadChunkBytes { get; init; } = 64L << 20;

    /// <summary>Tells the time, and waits.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What this process's environment says: mirrors, plain HTTP, proxies, and the credentials of Docker and podman.</summary>
    /// <exception cref="ReproException">REPRO1005: a variable is malformed.</exception>
    public static RegistryOptions FromEnvironment() => FromEnvironment(Environment.GetEnvironmentVariable);

    /// <summary>What an environment says, but for proxies, which are this process's.</summary>
    /// <param name="variable">Gives a variable's value, or null.</param>
    /// <exception cref="ReproException">REPRO1005: a variable is malformed.</exception>
    public static RegistryOptions FromEnvironment(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return new RegistryOptions
        {
            Mirrors = RegistryMirrors.Parse(variable(MirrorsVariable), MirrorsVariable),
            PlainHttpHosts = (variable(PlainHttpVariable) ?? "").Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Credentials = CredentialFiles.Find(variable),
        };
    }
}
