using Microsoft.Build.Framework;
using ReproBuild.Building;
using ReproBuild.Pinning;
using ReproBuild.Registries;

namespace ReproBuild.Tasks;

/// <summary>What the tasks about pins are told alike: which images the build uses, and where registries are.</summary>
public abstract class PinTask : ReproTask
{
    /// <summary>The Dockerfile; empty for a project that the .NET SDK makes an image of.</summary>
    public string? Dockerfile { get; set; }

    /// <summary>The stage that is built; empty for the last.</summary>
    public string? Target { get; set; }

    /// <summary>The platforms, separated by commas or semicolons; empty for the machine's own.</summary>
    public string? Platforms { get; set; }

    /// <summary>Build arguments, which may name images: <c>NAME=value</c>, or <c>NAME</c> with the metadata <c>Value</c>.</summary>
    public ITaskItem[] BuildArguments { get; set; } = [];

    /// <summary>Named contexts, which stand in for images: <c>name=value</c>, or <c>name</c> with the metadata <c>Value</c>.</summary>
    public ITaskItem[] BuildContexts { get; set; } = [];

    /// <summary>The engine: <c>auto</c>, <c>buildx</c>, <c>buildah</c> or <c>podman</c>. A buildx builder may run in an image of its own.</summary>
    public string? Engine { get; set; }

    /// <inheritdoc cref="BuildOciTwice.Builder"/>
    public string? Builder { get; set; }

    /// <summary>The .NET project's base image as the project names it; empty where it names none.</summary>
    public string? BaseImage { get; set; }

    /// <summary>The base image that the .NET SDK chose where the project names none.</summary>
    public string? DefaultBaseImage { get; set; }

    /// <summary>The lock file; empty for none.</summary>
    public string? LockFile { get; set; }

    /// <summary>Registries that stand in for others: <c>docker.io=localhost:5000</c>, or <c>docker.io</c> with the metadata <c>Value</c>.</summary>
    public ITaskItem[] RegistryMirrors { get; set; } = [];

    /// <summary>Whether registries are asked what became of the pins, and for the base image that was pinned.</summary>
    public bool CheckRegistries { get; set; } = true;

    /// <summary>Whether the base image is the SDK's choice.</summary>
    private protected bool IsInferred => string.IsNullOrWhiteSpace(BaseImage);

    /// <summary>The base image; null for none.</summary>
    private protected string? UsedBaseImage => (IsInferred ? DefaultBaseImage : BaseImage)?.Trim() is { Length: > 0 } image ? image : null;

    /// <summary>The image that the buildx builder runs; null for another engine, and for a builder without one.</summary>
    private protected async Task<BuilderImage?> BuilderImageAsync(CancellationToken cancellationToken) =>
        !string.IsNullOrWhiteSpace(Dockerfile) && Engine is ("auto" or "buildx")
            ? await BuilderImage.FindAsync(string.IsNullOrWhiteSpace(Builder) ? null : Builder.Trim(), cancellationToken).ConfigureAwait(false)
            : null;

    private protected ImageUseQuery Query() => PlanInputs.Query(Target, Platforms, BuildArguments, BuildContexts, p => Absolute(p)!);

    private protected RegistryOptions Registries() => RegistryInputs.Options(RegistryMirrors);
}
