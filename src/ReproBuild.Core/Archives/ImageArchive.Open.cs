using Microsoft.Win32.SafeHandles;
using ReproBuild.Diagnostics;

namespace ReproBuild.Archives;

public sealed partial class ImageArchive
{
    /// <summary>Opens an OCI archive, an OCI layout folder or a docker-archive, also a gzip one. Only headers, indexes, manifests and configurations are read.</summary>
    /// <param name="path">The absolute path of a file or folder.</param>
    /// <exception cref="ReproException">
    /// <see cref="DiagnosticCodes.ArchiveMissing"/>, <see cref="DiagnosticCodes.NotAnArchive"/>, <see cref="DiagnosticCodes.ArchiveTruncated"/>,
    /// <see cref="DiagnosticCodes.LimitExceeded"/>, <see cref="DiagnosticCodes.MalformedManifest"/>, <see cref="DiagnosticCodes.UnknownMediaType"/>,
    /// and those of <see cref="ReadBlob"/>.
    /// </exception>
    public static ImageArchive Open(string path) => Open(path, path);

    /// <summary>Opens an archive that messages call by another name than its path.</summary>
    internal static ImageArchive Open(string path, string name)
    {
        bool folder = Directory.Exists(path);
        IBlobStore store = folder ? new LayoutStore(path) : OpenTar(path, name);
        try
        {
            if (store.FindFile("index.json") is not null)
            {
                return new ImageArchive(store, folder ? ArchiveFormat.OciLayout : ArchiveFormat.OciArchive, new OciReader(store).Read());
            }
            if (!folder && store.FindFile("manifest.json") is { } manifest)
            {
                return new ImageArchive(store, ArchiveFormat.DockerArchive, new DockerReader(store).Read(manifest));
            }
            throw ArchiveErrors.NotAnArchive(path, folder ? "it is a folder with no index.json" : "it is a tar with neither index.json nor manifest.json");
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Opens what lies in no file.</summary>
    /// <param name="store">An OCI layout, or what looks like one; disposed with the archive.</param>
    /// <param name="format">What it is.</param>
    internal static ImageArchive Open(IBlobStore store, ArchiveFormat format)
    {
        try
        {
            return new ImageArchive(store, format, new OciReader(store).Read());
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private static TarStore OpenTar(string path, string name)
    {
        if (!File.Exists(path)) throw ArchiveErrors.Missing(path);
        if (RegularFile.OtherKind(path) is { } kind) throw ArchiveErrors.NotAnArchive(path, $"it is {kind}, which cannot be read twice");
        var file = OpenFile(path);
        try
        {
            if (RandomAccess.GetLength(file) == 0) throw ArchiveErrors.Empty(path);
            if (GzipArchive.IsGzip(file)) file = GzipArchive.Unpack(file, name);
            return new TarStore(file, name);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static SafeFileHandle OpenFile(string path)
    {
        try
        {
            return File.OpenHandle(path, share: FileShare.Read | FileShare.Delete);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ArchiveErrors.Unreadable(path, exception);
        }
    }
}
