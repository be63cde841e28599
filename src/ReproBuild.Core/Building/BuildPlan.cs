using ReproBuild.Images;

namespace ReproBuild.Building;

/// <summary>What is to be built, in words that every engine understands. Both builds of one verification share one plan.</summary>
/// <remarks>All paths are absolute. What only one engine needs belongs to that engine's builder.</remarks>
public sealed record BuildPlan
{
    /// <summary>The folder of the project.</summary>
    public required string ProjectDirectory { get; init; }

    /// <summary>The folder that archives and logs are written to; made when it is missing.</summary>
    public required string OutputDirectory { get; init; }

    /// <summary>SOURCE_DATE_EPOCH: whole seconds since 1970, UTC.</summary>
    public required long Epoch { get; init; }

    /// <summary>The Dockerfile; null for an engine that takes none.</summary>
    public string? DockerfilePath { get; init; }

    /// <summary>The folder that the Dockerfile's COPY reads from; null for the project's folder.</summary>
    public string? ContextDirectory { get; init; }

    /// <summary>The stage to build; null for the last.</summary>
    public string? Target { get; init; }

    /// <summary>The platforms to build for; empty for the machine's own.</summary>
    public IReadOnlyList<Platform> Platforms { get; init; } = [];

    /// <summary>Build arguments. Their values may be secrets: only their names are ever logged.</summary>
    public IReadOnlyList<BuildArgument> BuildArguments { get; init; } = [];

    /// <summary>Named contexts, which also stand in for images.</summary>
    public IReadOnlyList<NamedContext> NamedContexts { get; init; } = [];

    /// <summary>The name of the buildx builder to use; null for the current one. Other engines have none.</summary>
    public string? Builder { get; init; }

    /// <summary>How long one build may take; null for as long as it likes.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// Changes to the environment of the engine, laid over that of the process; a null value removes a variable.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();
}
