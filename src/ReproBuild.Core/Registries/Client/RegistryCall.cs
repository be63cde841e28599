namespace ReproBuild.Registries;

/// <summary>One request to a registry, as often as it has to be sent.</summary>
internal sealed record RegistryCall
{
    public required HttpMethod Method { get; init; }
    public required RegistryEndpoint Endpoint { get; init; }

    /// <summary>The repository at the endpoint.</summary>
    public required string Repository { get; init; }

    /// <summary>The path and query below the root; not looked at where <see cref="Address"/> is given.</summary>
    public string Path { get; init; } = "";

    /// <summary>An address that the registry itself gave.</summary>
    public Uri? Address { get; init; }

    public required AuthScope Scope { get; init; }

    /// <summary>What is asked for, for messages: <c>the manifest "3.20" of docker.io/library/alpine</c>.</summary>
    public required string What { get; init; }

    /// <summary>Sets headers.</summary>
    public Action<HttpRequestMessage>? Prepare { get; init; }

    /// <summary>Makes the body, anew for each time; it feeds the watchdog as it goes.</summary>
    public Func<Watchdog, HttpContent>? Content { get; init; }
}
