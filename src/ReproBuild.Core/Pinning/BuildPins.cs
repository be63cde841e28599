using ReproBuild.Dockerfiles;
using ReproBuild.Images;
using ReproBuild.Registries;

namespace ReproBuild.Pinning;

/// <summary>Brings the pins of a lock file, and the mirrors of registries, into a build, without touching the Dockerfile.</summary>
/// <param name="lockFile">The lock file; an empty one where there is none.</param>
/// <param name="mirrors">The mirrors, which engines do not know of.</param>
public sealed class BuildPins(LockFile lockFile, RegistryMirrors mirrors)
{
    private const string Scheme = "docker-image://";

    /// <summary>
    /// The build contexts that put an image of a digest in the place of each name that the Dockerfile leaves open, and the mirror's image in the
    /// place of each whose registry has one.
    /// </summary>
    /// <param name="dockerfile">The Dockerfile.</param>
    /// <param name="query">What it is built with. A context of its own goes before one of the lock file.</param>
    /// <returns>Names as the Dockerfile has them, and what stands in for them; names of the query's among them where they are to be replaced.</returns>
    public IReadOnlyDictionary<string, string> Contexts(Dockerfile dockerfile, ImageUseQuery query)
    {
        ArgumentNullException.ThrowIfNull(dockerfile);
        ArgumentNullException.ThrowIfNull(query);
        var contexts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var uses = PinChecker.FindImages(dockerfile, query);
        foreach (var use in uses)
        {
            if (use.Reference is { } reference && StandIn(reference) is { } standIn) contexts[use.ContextName ?? use.Text!] = standIn;
        }

        var bases = uses.Where(u => u.Kind == ImageUseKind.From).Select(u => u.Reference).OfType<ImageReference>();
        foreach (var (key, _) in lockFile.Triggered(bases.Where(IsAsLocked)))
        {
            var reference = ImageReference.Parse(key);
            if (StandIn(reference) is { } standIn) contexts.TryAdd(reference.ContextName, standIn);
        }

        return contexts;
    }

    /// <summary>The base image with the digest that the lock file has for it.</summary>
    /// <param name="baseImage">The base image as the project or the SDK names it.</param>
    /// <returns>The name with a digest; null where it has none in either place, or is none of a registry.</returns>
    public ImageReference? BaseImage(string? baseImage) =>
        string.IsNullOrWhiteSpace(baseImage) || SdkBaseImage.IsLocal(baseImage) || !ImageReference.TryParse(baseImage, out var reference, out _) ? null : Pinned(reference);

    /// <summary>The name with the digest that it is built with: its own, else the lock file's; null for neither.</summary>
    public ImageReference? Pinned(ImageReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return reference.IsPinned ? reference
            : lockFile.Find(reference) is { } locked ? reference.WithTag().WithDigest(locked.Digest)
            : null;
    }

    private string? StandIn(ImageReference reference)
    {
        var pinned = Pinned(reference);
        // A name that nothing pins is fetched by its tag, from where it would have its digest from: that it is not pinned is told apart from this.
        if (mirrors.All.FirstOrDefault(m => m.Registry == reference.Registry) is { } mirror)
            return $"{Scheme}{mirror.Location}/{reference.Repository}{(pinned is null ? ":" + reference.TagOrDigest : "@" + pinned.Digest)}";
        return pinned is null || reference.IsPinned ? null : $"{Scheme}{pinned.Name}@{pinned.Digest}";
    }

    // Triggers are those of the image that was locked, and of no other of its name.
    private bool IsAsLocked(ImageReference reference) => lockFile.Find(reference) is { } locked && (reference.Digest is null || reference.Digest == locked.Digest);
}
