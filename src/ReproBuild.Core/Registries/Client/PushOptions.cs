using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>How an archive is pushed.</summary>
public sealed record PushOptions
{
    /// <summary>How many blobs are on their way at a time.</summary>
    public int Parallel { get; init; } = 4;

    /// <summary>A repository of the same registry that may hold some of the blobs, that of the base image for instance: they are then mounted and not sent.</summary>
    public ImageReference? MountFrom { get; init; }
}
