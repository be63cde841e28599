using ReproBuild.Archives;
using ReproBuild.Diagnostics;

namespace ReproBuild.Registries;

/// <summary>A base image that comes from no registry, as a project names it in <c>ContainerBaseImage</c>.</summary>
/// <remarks>The words before the colon are those of skopeo and podman (containers-transports(5)).</remarks>
public sealed class BaseImageSource
{
    private const string Scratch = "scratch";

    private static readonly (string Prefix, ArchiveFormat Format, string Kind)[] Transports =
    [
        ("oci-archive:", ArchiveFormat.OciArchive, "an OCI archive"),
        ("oci:", ArchiveFormat.OciLayout, "an OCI layout folder"),
        ("docker-archive:", ArchiveFormat.DockerArchive, "a docker-archive"),
    ];

    private readonly ArchiveFormat _format;

    private BaseImageSource(ArchiveFormat format, string? path, string? tag) => (_format, Path, Tag) = (format, path, tag);

    /// <summary>The absolute path of the archive or folder; null for <c>scratch</c>.</summary>
    public string? Path { get; }

    /// <summary>Which of the archive's images; null for the only one.</summary>
    public string? Tag { get; }

    /// <summary>Reads the name of a base image.</summary>
    /// <param name="image"><c>oci-archive:file[:name]</c>, <c>oci:folder[:name]</c>, <c>docker-archive:file[:name]</c> or <c>scratch</c>.</param>
    /// <param name="folder">The absolute path of the folder that a relative path is meant from: the project's.</param>
    /// <returns>Null for the ordinary name of an image in a registry.</returns>
    public static BaseImageSource? TryParse(string image, string folder)
    {
        if (image == Scratch) return new BaseImageSource(ArchiveFormat.OciArchive, null, null);
        foreach (var (prefix, format, _) in Transports)
        {
            if (image.StartsWith(prefix, StringComparison.Ordinal)) return Parse(format, image[prefix.Length..], folder);
        }
        return null;
    }

    /// <summary>Opens the image.</summary>
    /// <exception cref="ReproException">
    /// REPRO6001 to REPRO6010: the archive is missing or broken. REPRO6002: it is of another form than the name says. REPRO2020: it
    /// does not hold exactly one image of that name.
    /// </exception>
    public ServedImage Open()
    {
        if (Path is null) return ScratchImage.Open();

        var archive = ImageArchive.Open(Path);
        try
        {
            if (archive.Format != _format) throw WrongKind(archive.Format);
            return _format == ArchiveFormat.DockerArchive ? DockerBase.Open(archive, Tag) : OciBase.Open(archive, Tag);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    // A path may hold colons itself, so one that exists is never cut.
    private static BaseImageSource Parse(ArchiveFormat format, string text, string folder)
    {
        string whole = System.IO.Path.GetFullPath(text, folder);
        int colon = text.LastIndexOf(':');
        bool exists = File.Exists(whole) || Directory.Exists(whole);
        bool named = !exists && colon > 1 && text.IndexOfAny(['/', '\\'], colon) < 0;
        return named
            ? new BaseImageSource(format, System.IO.Path.GetFullPath(text[..colon], folder), text[(colon + 1)..])
            : new BaseImageSource(format, whole, null);
    }

    private ReproException WrongKind(ArchiveFormat found)
    {
        var (prefix, _, kind) = Transports.First(t => t.Format == found);
        string wanted = Transports.First(t => t.Format == _format).Kind;
        return new ReproException(DiagnosticCodes.NotAnArchive, $"\"{Path}\" is {kind} and not {wanted}. Write \"{prefix}{Path}\" as the base image.");
    }
}
