using ReproBuild.Images;

namespace ReproBuild.Rewriting;

/// <summary>An image of an archive, before and after.</summary>
/// <param name="Platform">What it runs on.</param>
/// <param name="Before">Its digest in the source: the manifest's, or the image ID in a docker-archive.</param>
/// <param name="After">Its digest in the destination, of the same kind.</param>
/// <param name="ConfigDigest">The new configuration's digest: the image ID.</param>
public sealed record RewrittenImage(Platform Platform, Digest Before, Digest After, Digest ConfigDigest);
