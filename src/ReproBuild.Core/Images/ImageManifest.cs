namespace ReproBuild.Images;

/// <summary>An image manifest. OCI image specification, <c>manifest.md</c>.</summary>
/// <param name="MediaType">Its own media type.</param>
/// <param name="Config">The configuration's descriptor.</param>
/// <param name="Layers">The layers' descriptors, the base first.</param>
/// <param name="Annotations">Annotations; empty where there are none.</param>
public sealed record ImageManifest(
    string MediaType,
    Descriptor Config,
    IReadOnlyList<Descriptor> Layers,
    IReadOnlyDictionary<string, string> Annotations);
