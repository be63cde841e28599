using ReproBuild.Images;

namespace ReproBuild.Archives;

/// <summary>What was found in an archive.</summary>
internal sealed class ImageSet
{
    public required ImageIndex Index { get; init; }
    public List<PlatformImage> Images { get; } = [];
    public List<Descriptor> Attestations { get; } = [];
    public List<Descriptor> Artifacts { get; } = [];
    public List<Descriptor> Missing { get; } = [];

    /// <summary>Where blobs lie that have no place by digest, as in docker-archives.</summary>
    public Dictionary<Digest, BlobRange> Files { get; } = [];

    /// <summary>Blobs that stand in <see cref="Files"/> under what they unpack to, since what they hash to is not known.</summary>
    public HashSet<Digest> KnownByDiffId { get; } = [];
}
