using System.Diagnostics.CodeAnalysis;

namespace ReproBuild.Images;

/// <summary>The name of an image: registry, repository, tag and digest.</summary>
/// <remarks>
/// Docker's normalisation: <c>alpine</c> means <c>docker.io/library/alpine</c>. Two references that mean the same are equal, however
/// they are written. OCI distribution specification, "Pulling manifests", for the patterns.
/// </remarks>
public sealed partial record ImageReference
{
    /// <summary>What Docker Hub is called in names.</summary>
    public const string DockerHub = "docker.io";

    private ImageReference(string original, string registry, string repository, string? tag, Digest? digest) =>
        (Original, Registry, Repository, Tag, Digest) = (original, registry, repository, tag, digest);

    /// <summary>The text as it was written.</summary>
    public string Original { get; }

    /// <summary>The registry, with its port if one is given: <c>docker.io</c>, <c>localhost:5000</c>.</summary>
    public string Registry { get; }

    /// <summary>The repository in that registry, <c>library/</c> filled in: <c>library/alpine</c>.</summary>
    public string Repository { get; }

    /// <summary>The tag, if one is given.</summary>
    public string? Tag { get; }

    /// <summary>The digest, if one is given. It decides which image is meant, whatever the tag says.</summary>
    public Digest? Digest { get; }

    /// <summary>Registry and repository: <c>docker.io/library/alpine</c>.</summary>
    public string Name => $"{Registry}/{Repository}";

    /// <summary>Whether the reference names one image for ever: it has a digest.</summary>
    public bool IsPinned => Digest is not null;

    /// <summary>The host that serves the registry: that of Docker Hub is <c>registry-1.docker.io</c>.</summary>
    public string Host => Registry == DockerHub ? "registry-1.docker.io" : Registry;

    /// <summary>What a registry is asked for: the digest, else the tag, else <c>latest</c>.</summary>
    public string TagOrDigest => Digest?.ToString() ?? Tag ?? "latest";

    /// <summary>The short form that Docker shows and by which build contexts are named: <c>alpine:3.20</c>; without <c>:latest</c>.</summary>
    public string ContextName
    {
        get
        {
            const string library = "library/";
            string name = Registry != DockerHub ? Name
                : Repository.StartsWith(library, StringComparison.Ordinal) && Repository.IndexOf('/', library.Length) < 0 ? Repository[library.Length..]
                : Repository;
            string tag = Tag is null || (Tag == "latest" && Digest is null) ? "" : ":" + Tag;
            return name + tag + (Digest is null ? "" : "@" + Digest);
        }
    }

    /// <summary>Reads a reference.</summary>
    /// <param name="text">The reference as a user writes it.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="reason">A sentence on what is wrong, when there is no reference.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out ImageReference? reference, [NotNullWhen(false)] out string? reason)
    {
        reference = null;
        reason = Read(text ?? "", out string registry, out string repository, out string? tag, out var digest);
        if (reason is not null) return false;

        reference = new ImageReference(text!, registry, repository, tag, digest);
        return true;
    }

    /// <summary>Reads a reference.</summary>
    /// <exception cref="FormatException">The text is none; the message says why.</exception>
    public static ImageReference Parse(string text) =>
        TryParse(text, out var reference, out string? reason) ? reference : throw new FormatException(reason);

    /// <summary>The same reference with another digest; all else stays as written.</summary>
    public ImageReference WithDigest(Digest digest)
    {
        ArgumentNullException.ThrowIfNull(digest);
        int at = Original.IndexOf('@', StringComparison.Ordinal);
        return new ImageReference($"{(at < 0 ? Original : Original[..at])}@{digest}", Registry, Repository, Tag, digest);
    }

    /// <summary>The same reference without its digest: what its tag stands for now; <c>latest</c> where it has none.</summary>
    public ImageReference WithoutDigest()
    {
        int at = Original.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? this : new ImageReference(Original[..at], Registry, Repository, Tag, null);
    }

    /// <summary>The same reference with the tag that it stands for: <c>latest</c> where it has neither tag nor digest.</summary>
    public ImageReference WithTag() =>
        Tag is null && Digest is null ? new ImageReference(Original + ":latest", Registry, Repository, "latest", null) : this;

    /// <summary>Whether both name the same image in the same way, however they are written.</summary>
    public bool Equals(ImageReference? other) =>
        other is not null && Name == other.Name && (Tag ?? (Digest is null ? "latest" : null)) == (other.Tag ?? (other.Digest is null ? "latest" : null))
        && Digest == other.Digest;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, TagOrDigest);

    /// <summary>The full form: <c>docker.io/library/alpine:3.20@sha256:…</c>; the tag is written only where it was given.</summary>
    public override string ToString() => Name + (Tag is null ? "" : ":" + Tag) + (Digest is null ? "" : "@" + Digest);
}
