using ReproBuild.Archives;
using ReproBuild.Diagnostics;

namespace ReproBuild.Publishing;

/// <summary>The image store of a container engine on this machine.</summary>
public abstract class ImageStore
{
    /// <summary>What users call it.</summary>
    public abstract string Name { get; }

    /// <summary>Loads an image under all names of a destination, and asks afterwards what the store has under each.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="destination">The names; its registry does not matter.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <exception cref="ReproException">REPRO7013: the store does not take it, or has something else afterwards. REPRO7011: the archive is not one image. REPRO6003 to REPRO6008: it is broken.</exception>
    public abstract Task<LoadedImage> LoadAsync(ImageArchive archive, ImageDestination destination, CancellationToken cancellation);

    /// <summary>Whether the store can take images; null where it can, else why not.</summary>
    internal abstract Task<string?> ProbeAsync(CancellationToken cancellation);

    /// <summary>Finds a store.</summary>
    /// <param name="localRegistry">LocalRegistry, as the .NET SDK has it: <c>Docker</c>, <c>Podman</c>, or empty for the first that answers.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <exception cref="ReproException">REPRO1005: no such store. REPRO7012: none that answers.</exception>
    public static async Task<ImageStore> FindAsync(string? localRegistry, CancellationToken cancellation)
    {
        string wanted = localRegistry?.Trim() ?? "";
        ImageStore[] candidates = wanted.ToUpperInvariant() switch
        {
            "" => [new DockerStore(), new PodmanStore()],
            "DOCKER" => [new DockerStore()],
            "PODMAN" => [new PodmanStore()],
            _ => throw new ReproException(DiagnosticCodes.BadProperty, $"LocalRegistry is \"{wanted}\". Set it to Docker or Podman, or leave it out for the one that answers."),
        };
        var problems = new List<string>();
        foreach (var candidate in candidates)
        {
            if (await candidate.ProbeAsync(cancellation).ConfigureAwait(false) is not { } problem) return candidate;
            problems.Add($"{candidate.Name}: {problem}");
        }
        throw new ReproException(DiagnosticCodes.NoLocalStore,
            $"There is nothing on this machine that the image could be loaded into. {string.Join(" ", problems)} Start one, or publish to a registry (ContainerRegistry) or a file (ContainerArchiveOutputPath).");
    }
}
