namespace ReproBuild.Images;

/// <summary>A reference to a blob. OCI image specification, <c>descriptor.md</c>.</summary>
/// <param name="MediaType">What the blob is.</param>
/// <param name="Digest">What the blob's bytes hash to.</param>
/// <param name="Size">The blob's length, in bytes.</param>
public sealed record Descriptor(string MediaType, Digest Digest, long Size)
{
    /// <summary>The platform that an index gives for a manifest; null where it gives none.</summary>
    public Platform? Platform { get; init; }

    /// <summary>What kind of thing a manifest is that is no image, as an index of referrers says; null where it says none.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>Annotations; empty where there are none.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Whether BuildKit marks the manifest as an attestation of another, and not an image: for no platform, so that nobody runs it. What is for one is an
    /// image, whatever it calls itself.
    /// </summary>
    public bool IsAttestation => Platform is null or { Os: "unknown", Architecture: "unknown" }
        && Annotations.TryGetValue("vnd.docker.reference.type", out string? type) && type == "attestation-manifest";
}
