using ReproBuild.Images;

namespace ReproBuild.Pinning;

/// <summary>A use of an image, and the name with the digest that it is to have.</summary>
/// <param name="Use">The use.</param>
/// <param name="Pinned">The name: registry, repository and tag of the use, and a digest.</param>
public sealed record PinnedUse(ImageUse Use, ImageReference Pinned)
{
    /// <summary>Whether the name in the file has that very digest.</summary>
    public bool IsWritten => Use.Reference!.Digest == Pinned.Digest;
}
