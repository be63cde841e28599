namespace ReproBuild.Pinning;

/// <summary>What is to be pinned, and how. All paths are absolute.</summary>
public sealed record PinRequest
{
    /// <summary>The project: relative names in differences begin in its folder.</summary>
    public required string ProjectPath { get; init; }

    /// <summary>The lock file; it may be missing.</summary>
    public required string LockFilePath { get; init; }

    /// <summary>The Dockerfile; null for a project that the .NET SDK makes an image of.</summary>
    public string? DockerfilePath { get; init; }

    /// <summary>The build context; null for the project's folder.</summary>
    public string? ContextDirectory { get; init; }

    /// <summary>What decides which images the Dockerfile uses.</summary>
    public ImageUseQuery Query { get; init; } = new();

    /// <summary>The .NET project's base image; null for none, or where a Dockerfile is built.</summary>
    public string? BaseImage { get; init; }

    /// <summary>Whether the SDK chose <see cref="BaseImage"/> by itself.</summary>
    public bool IsInferred { get; init; }

    /// <summary>Images that no file of the project names: that of the builder.</summary>
    public IReadOnlyList<ImageUse> Others { get; init; } = [];

    /// <summary>Whether tags are asked for anew. Otherwise a digest that the Dockerfile or the lock file has is kept.</summary>
    public bool Update { get; init; }

    /// <summary>Whether the Dockerfile is left as it is: the lock file alone holds the digests.</summary>
    public bool LockFileOnly { get; init; }

    /// <summary>Whether nothing is written, and what would be is shown.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether nothing may be written, and what would be is an error.</summary>
    public bool Locked { get; init; }
}
