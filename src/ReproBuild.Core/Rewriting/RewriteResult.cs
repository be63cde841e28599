using ReproBuild.Images;

namespace ReproBuild.Rewriting;

/// <summary>What a rewrite made.</summary>
/// <param name="Path">The absolute path of the new archive.</param>
/// <param name="Digest">
/// What the archive's only reference points to: the digest of its manifest, or of its index where it holds an image for
/// several platforms; the image ID in a docker-archive. Where the archive holds several images, that of the first.
/// </param>
/// <param name="Images">Every image, in the archive's order.</param>
public sealed record RewriteResult(string Path, Digest Digest, IReadOnlyList<RewrittenImage> Images);
