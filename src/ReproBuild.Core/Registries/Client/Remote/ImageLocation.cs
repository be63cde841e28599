using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>Opens an image wherever it is: in a file or folder, in a registry, in a Docker daemon.</summary>
/// <remarks>The words before the colon are those of skopeo and podman (containers-transports(5)).</remarks>
public static class ImageLocation
{
    private const string Registry = "docker://", Daemon = "docker-daemon:";
    private static readonly string[] Files = ["oci-archive:", "docker-archive:", "oci:"];

    /// <summary>Whether a text can only mean an image in a registry or in a daemon, whatever files there are.</summary>
    public static bool HasTransport(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith(Registry, StringComparison.Ordinal) || text.StartsWith(Daemon, StringComparison.Ordinal);
    }

    /// <summary>Opens an image.</summary>
    /// <param name="text">
    /// The path of an OCI archive, layout or docker-archive; <c>host/repository:tag</c> or <c>host/repository@digest</c>, with or without <c>docker://</c>;
    /// <c>docker-daemon:name</c>. What exists as a file is one; a name in a registry must begin with the registry, so that a mistyped path asks nobody.
    /// </param>
    /// <param name="folder">The absolute path of the folder that a relative path is meant from.</param>
    /// <param name="options">Gives how to reach registries; called where one is needed.</param>
    /// <param name="cancellation">Ends every fetch, those of later too.</param>
    /// <exception cref="ReproException">As <see cref="ImageArchive.Open(string)"/>, <see cref="RegistryClient.ResolveAsync"/>; REPRO2003: what should be a name is none; REPRO1006, REPRO1007: no Docker.</exception>
    public static async Task<ImageArchive> OpenAsync(string text, string folder, Func<RegistryOptions> options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(options);
        if (text.StartsWith(Daemon, StringComparison.Ordinal)) return await DaemonImage.OpenAsync(text[Daemon.Length..], cancellation).ConfigureAwait(false);
        if (text.StartsWith(Registry, StringComparison.Ordinal)) return await OpenRemoteAsync(text[Registry.Length..], options, cancellation).ConfigureAwait(false);

        string path = Path.GetFullPath(Files.FirstOrDefault(f => text.StartsWith(f, StringComparison.Ordinal)) is { } transport ? text[transport.Length..] : text, folder);
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            if (NamesRegistry(text)) return await OpenRemoteAsync(text, options, cancellation).ConfigureAwait(false);
            throw new ReproException(DiagnosticCodes.ArchiveMissing,
                $"\"{ArchiveErrors.Printable(text)}\" is no file or folder ({path}). Give the path of an OCI archive, an OCI layout folder or a docker-archive; an image in a registry is named with its registry, docker.io/library/alpine:3.20, and one in Docker docker-daemon:name.");
        }
        return ImageArchive.Open(path);
    }

    // The rule by which names are read, but without Docker Hub as what everything else means.
    private static bool NamesRegistry(string text)
    {
        string first = text.Split('/')[0];
        return first.Length < text.Length && first is not ("" or "." or "..") && (first == "localhost" || first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal))
            && ImageReference.TryParse(text, out _, out _);
    }

    private static Task<ImageArchive> OpenRemoteAsync(string name, Func<RegistryOptions> options, CancellationToken cancellation) =>
        ImageReference.TryParse(name, out var reference, out string? reason)
            ? RemoteImage.OpenAsync(new RegistryClient(options()), reference, cancellation)
            : throw new ReproException(DiagnosticCodes.InvalidReference, reason);
}
