using ReproBuild.Images;

namespace ReproBuild.Pinning;

/// <summary>An image in a lock file.</summary>
/// <param name="Digest">The digest that the name stands for: that of the index where there is one.</param>
/// <param name="MediaType">The media type of what the digest names.</param>
public sealed record LockedImage(Digest Digest, string MediaType)
{
    /// <summary>The manifest of each platform, by the platform's name, in ordinal order.</summary>
    public IReadOnlyList<PlatformManifest> Platforms { get; init; } = [];

    /// <summary>The keys of the images that the <c>ONBUILD</c> triggers of this one use, in ordinal order.</summary>
    public IReadOnlyList<string> OnBuild { get; init; } = [];

    /// <summary>Takes over what a registry has said.</summary>
    public static LockedImage Of(ResolvedImage image, IEnumerable<string>? onBuild = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        return new LockedImage(image.Digest, image.MediaType)
        {
            Platforms = [.. image.Platforms.OrderBy(p => p.Platform.ToString(), StringComparer.Ordinal)],
            OnBuild = [.. (onBuild ?? []).Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>By value, lists included.</summary>
    public bool Equals(LockedImage? other) =>
        other is not null && Digest == other.Digest && MediaType == other.MediaType
        && Platforms.SequenceEqual(other.Platforms) && OnBuild.SequenceEqual(other.OnBuild);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Digest, MediaType);
}
