using ReproBuild.Images;

namespace ReproBuild.Archives;

/// <summary>One layer of an image.</summary>
/// <param name="Index">Its place, from 0, the base's first.</param>
/// <param name="Blob">
/// The blob as it is stored. In a docker-archive, which does not know digests of blobs, its digest is <paramref name="DiffId"/>
/// and its size that of the stored file.
/// </param>
/// <param name="DiffId">What the uncompressed tar hashes to.</param>
public sealed record ImageLayer(int Index, Descriptor Blob, Digest DiffId);
