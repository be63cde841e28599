using System.Collections.Frozen;
using ReproBuild.Images;

namespace ReproBuild.Pinning;

/// <summary>What decides, beside the Dockerfile, which images a build uses.</summary>
public sealed record ImageUseQuery
{
    /// <summary>The stage that is built; null for the last.</summary>
    public string? Target { get; init; }

    /// <summary>The build arguments by name.</summary>
    public IReadOnlyDictionary<string, string> BuildArgs { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The build contexts by name, each as the engine gets it: <c>docker-image://…</c>, <c>oci-layout://…</c>, a folder …</summary>
    public IReadOnlyDictionary<string, string> NamedContexts { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The platforms that are built for; empty for this machine's.</summary>
    public IReadOnlyList<Platform> Platforms { get; init; } = [];
}
