using ReproBuild.Images;

namespace ReproBuild.Rewriting;

/// <summary>A layer in canonical form.</summary>
/// <param name="Digest">The digest of the gzip blob.</param>
/// <param name="Size">The blob's length, in bytes.</param>
/// <param name="DiffId">The digest of the tar inside.</param>
internal sealed record RewrittenLayer(Digest Digest, long Size, Digest DiffId);
