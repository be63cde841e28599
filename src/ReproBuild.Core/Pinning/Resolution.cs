using ReproBuild.Images;

namespace ReproBuild.Pinning;

/// <summary>What asking a registry for one image came to.</summary>
public sealed record Resolution
{
    /// <summary>What was asked for.</summary>
    public required ImageReference Reference { get; init; }

    /// <summary>The image; null when there is none, or the registry did not answer.</summary>
    public ResolvedImage? Image { get; init; }

    /// <summary>Why there is no image, in one sentence; null when there is one.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether the registry has said that it has no such image, which is more than silence.</summary>
    public bool IsMissing { get; init; }
}
