using ReproBuild.Images;

namespace ReproBuild.Pinning;

/// <summary>What a registry has under the name of an image: the digest to write, and what is behind it.</summary>
/// <param name="Digest">The digest of the index, or of the manifest where there is no index; the hash of the bytes that came.</param>
/// <param name="MediaType">The media type of what the digest names.</param>
/// <param name="Platforms">The manifest of each platform, in the order of the index; one of each, attestations left out.</param>
public sealed record ResolvedImage(Digest Digest, string MediaType, IReadOnlyList<PlatformManifest> Platforms)
{
    /// <summary>Whether the digest is that of an index, and so serves every platform.</summary>
    public bool IsIndex => MediaTypes.IsIndex(MediaType);
}
