using ReproBuild.Images;

namespace ReproBuild.Pinning;

/// <summary>What a registry says a name stands for.</summary>
/// <param name="Digest">The digest; null when there is no such image, or no answer.</param>
/// <param name="MediaType">What the digest names; null where that was not told.</param>
/// <param name="IsMissing">Whether the registry has said that it has no such image, which is more than silence.</param>
public sealed record Answer(Digest? Digest, string? MediaType = null, bool IsMissing = false);
