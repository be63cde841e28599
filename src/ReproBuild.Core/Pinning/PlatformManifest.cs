using ReproBuild.Images;

namespace ReproBuild.Pinning;

/// <summary>The manifest of one platform in an image.</summary>
/// <param name="Platform">The platform.</param>
/// <param name="Digest">The manifest's digest.</param>
/// <param name="MediaType">The manifest's media type.</param>
public sealed record PlatformManifest(Platform Platform, Digest Digest, string MediaType);
