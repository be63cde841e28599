namespace ReproBuild.Images;

/// <summary>An image index or Docker manifest list. OCI image specification, <c>image-index.md</c>.</summary>
/// <param name="MediaType">Its own media type.</param>
/// <param name="Manifests">What it points to, in its order: manifests, or further indexes.</param>
/// <param name="Annotations">Annotations; empty where there are none.</param>
public sealed record ImageIndex(
    string MediaType,
    IReadOnlyList<Descriptor> Manifests,
    IReadOnlyDictionary<string, string> Annotations);
