using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>A manifest or index that a registry gave, and whose bytes were checked.</summary>
/// <param name="Descriptor">Its media type, the digest of its bytes, and its length.</param>
/// <param name="Bytes">The bytes themselves.</param>
/// <param name="MirrorUsed">The mirror that gave it, <c>host[:port][/prefix]</c>; null where the registry itself did.</param>
public sealed record RemoteManifest(Descriptor Descriptor, ReadOnlyMemory<byte> Bytes, string? MirrorUsed)
{
    /// <summary>Whether it is an index or a manifest list.</summary>
    public bool IsIndex => MediaTypes.IsIndex(Descriptor.MediaType);
}
