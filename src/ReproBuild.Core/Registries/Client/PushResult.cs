using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>What a push did.</summary>
/// <param name="Image">The index, or the manifest where there is no index, as the registry has it now.</param>
/// <param name="Uploaded">How many blobs were sent.</param>
/// <param name="Mounted">How many blobs the registry took from another of its repositories.</param>
/// <param name="WasThere">How many blobs the repository had already; all of them where it had the image.</param>
/// <param name="Tags">The tags that were moved or made; those that named the image before are not among them.</param>
public sealed record PushResult(Descriptor Image, int Uploaded, int Mounted, int WasThere, IReadOnlyList<string> Tags);
