using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Publishing;

/// <summary>Where an image is published to: a registry or the machine's own image store, a repository, and tags.</summary>
public sealed record ImageDestination
{
    private ImageDestination(string? registry, string repository, IReadOnlyList<string> tags) => (Registry, Repository, Tags) = (registry, repository, tags);

    /// <summary>The registry, <c>host</c> or <c>host:port</c>; null for the machine's own image store.</summary>
    public string? Registry { get; }

    /// <summary>The repository.</summary>
    public string Repository { get; }

    /// <summary>The tags, each once, in the order in which they were given.</summary>
    public IReadOnlyList<string> Tags { get; }

    /// <summary>The full names, one for each tag.</summary>
    public IReadOnlyList<string> Names => [.. Tags.Select(tag => $"{(Registry is null ? "" : Registry + "/")}{Repository}:{tag}")];

    /// <summary>The first of <see cref="Names"/>, read.</summary>
    internal ImageReference Reference => ImageReference.Parse(Names[0]);

    /// <summary>Reads what a project says.</summary>
    /// <param name="registry">ContainerRegistry; empty for the machine's own image store.</param>
    /// <param name="repository">ContainerRepository.</param>
    /// <param name="tags">ContainerImageTag or ContainerImageTags; <c>latest</c> where there are none.</param>
    /// <exception cref="ReproException">REPRO1005: the registry is none. REPRO2003: a repository or tag is none.</exception>
    public static ImageDestination Parse(string? registry, string repository, IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(tags);
        registry = string.IsNullOrWhiteSpace(registry) ? null : registry.Trim().TrimEnd('/');
        string[] all = [.. tags.Select(t => t.Trim()).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal)];
        if (all.Length == 0) all = ["latest"];
        if (registry is not null) CheckRegistry(registry);
        CheckRepository(registry, repository.Trim());
        foreach (string tag in all) CheckTag(tag);
        return new ImageDestination(registry, repository.Trim(), all);
    }

    private static void CheckRepository(string? registry, string repository)
    {
        if (repository.Length == 0) throw Unnamed("ContainerRepository is empty. Set it to a name, such as team/app.");
        bool isName = ImageReference.TryParse((registry is null ? "" : registry + "/") + repository, out var reference, out string? reason);
        if (!isName) throw Unnamed($"ContainerRepository is \"{repository}\", which names no repository: {reason}");
        if (reference!.Tag is not null || reference.Digest is not null) throw Unnamed($"ContainerRepository is \"{repository}\". The tag belongs into ContainerImageTag, and a digest nowhere: it is what comes out.");
    }

    private static void CheckTag(string tag)
    {
        if (!ImageReference.TryParse($"a:{tag}", out var reference, out _) || reference.Tag != tag || reference.Digest is not null)
            throw Unnamed($"\"{tag}\" is no tag: ContainerImageTag and ContainerImageTags take up to 128 letters, digits, \"_\", \".\" and \"-\", and begin with none of the last two.");
    }

    private static ReproException Unnamed(string message) => new(DiagnosticCodes.InvalidReference, message + " Nothing was built or published.");

    // Names are read as Docker reads them: what could be a part of a repository on Docker Hub is one.
    private static void CheckRegistry(string registry)
    {
        if (!registry.Contains('/', StringComparison.Ordinal) && ImageReference.TryParse(registry + "/a:a", out var reference, out _) && reference.Repository is "a" or "library/a") return;
        // A name and a password before the host are told to nobody.
        string shown = registry.Contains('@', StringComparison.Ordinal) ? "has an \"@\"" : $"is \"{registry}\"";
        throw new ReproException(DiagnosticCodes.BadProperty,
            $"ContainerRegistry {shown}, which names no registry. Write its host, with a dot or a port and without https://, as in registry.example.org or localhost:5000; the rest belongs into ContainerRepository.");
    }
}
