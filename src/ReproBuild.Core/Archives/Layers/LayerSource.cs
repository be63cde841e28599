using ReproBuild.Images;

namespace ReproBuild.Archives;

/// <summary>A layer's stored bytes and what must hold of them.</summary>
/// <param name="Range">Where they lie.</param>
/// <param name="Compression">How they are stored.</param>
/// <param name="BlobDigest">What they hash to; null where nobody knows (a compressed layer of a docker-archive).</param>
/// <param name="DiffId">What they unpack to; null where that is not to be checked.</param>
/// <param name="What">What the layer is called in messages.</param>
internal sealed record LayerSource(BlobRange Range, LayerCompression Compression, Digest? BlobDigest, Digest? DiffId, string What)
{
    /// <summary>Hears how many stored bytes were read, each time; null for nobody.</summary>
    public Action<int>? OnRead { get; init; }
}
