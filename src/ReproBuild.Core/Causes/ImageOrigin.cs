namespace ReproBuild.Causes;

/// <summary>What made an image, so that a remedy speaks of the right file.</summary>
public enum ImageOrigin
{
    /// <summary>Nobody knows.</summary>
    Unknown,

    /// <summary>A Dockerfile, through BuildKit, buildah or podman.</summary>
    Dockerfile,

    /// <summary>The .NET SDK's container targets.</summary>
    Dotnet,
}
