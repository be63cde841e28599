using System.Security.Cryptography;
using ReproBuild.Diagnostics;

namespace ReproBuild.Archives;

/// <summary>The files of an archive that is being written. It appears whole, by one rename, or not at all.</summary>
/// <remarks>What must wait on disk waits in a hidden folder beside the destination, so that the rename stays on one disk.</remarks>
internal sealed class StagedFiles : IDisposable
{
    private const int CopyBufferSize = 128 * 1024;
    private readonly SortedDictionary<string, (long Size, Func<Stream> Open)> _files = new(StringComparer.Ordinal);
    private readonly string _destination;
    private readonly string _folder;

    /// <param name="destination">The absolute path of the archive to be.</param>
    /// <exception cref="ReproException">REPRO1008 or REPRO4005: its folder cannot be written.</exception>
    public StagedFiles(string destination)
    {
        if (!Path.IsPathFullyQualified(destination)) throw new ArgumentException("The path is not absolute.", nameof(destination));
        _destination = Path.TrimEndingDirectorySeparator(destination);
        string parent = Path.GetDirectoryName(_destination) ?? throw new ArgumentException("The path is a root.", nameof(destination));
        string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        _folder = Path.Combine(parent, $".{Path.GetFileName(_destination)}.{token}.partial");
        WriteErrors.Explain(_destination, () => Directory.CreateDirectory(_folder));
    }

    /// <summary>A path for a file that is deleted with the staging folder.</summary>
    public string TemporaryFile(string name) => Path.Combine(_folder, name);

    /// <summary>Adds a file. One that is already there is not added again.</summary>
    /// <param name="name">Its name in the archive, with <c>/</c>.</param>
    /// <param name="size">Its length, in bytes.</param>
    /// <param name="open">Opens its content; called once, on commit.</param>
    public void Add(string name, long size, Func<Stream> open) => _files.TryAdd(name, (size, open));

    /// <inheritdoc cref="Add(string, long, Func{Stream})"/>
    public void Add(string name, byte[] content) => Add(name, content.Length, () => new MemoryStream(content, writable: false));

    /// <summary>Writes all files into a tar, by ordinal path, and gives it its name.</summary>
    public void CommitTar(long epoch, CancellationToken cancellation)
    {
        string partial = TemporaryFile("archive");
        WriteErrors.Explain(_destination, () =>
        {
            using (var output = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, CopyBufferSize))
            {
                var tar = new CanonicalTarWriter(output);
                foreach (var (name, file) in _files)
                {
                    cancellation.ThrowIfCancellationRequested();
                    using var content = file.Open();
                    tar.Write(
                        new CanonicalTarEntry(System.Text.Encoding.UTF8.GetBytes(name), TarEntryType.File, epoch)
                        {
                            Size = file.Size,
                            Mode = 0b110_100_100,
                        },
                        content);
                }
                tar.Finish();
            }
            File.Move(partial, _destination, overwrite: true);
        });
    }

    /// <summary>Writes all files into a folder and gives it its name. An OCI layout of that name is replaced.</summary>
    /// <exception cref="ReproException">REPRO1008: a folder of that name holds something else; nothing is written then.</exception>
    public void CommitFolder(CancellationToken cancellation)
    {
        string partial = TemporaryFile("layout");
        string replaced = TemporaryFile("replaced");
        WriteErrors.Explain(_destination, () =>
        {
            RefuseToReplaceOthers();
            foreach (var (name, file) in _files)
            {
                cancellation.ThrowIfCancellationRequested();
                string path = Path.Combine(partial, name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                using var content = file.Open();
                using var output = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, CopyBufferSize);
                content.CopyTo(output, CopyBufferSize);
            }
            if (Directory.Exists(_destination)) Directory.Move(_destination, replaced);
            try
            {
                Directory.Move(partial, _destination);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException && Directory.Exists(replaced))
            {
                Directory.Move(replaced, _destination);
                throw;
            }
        });
    }

    // What is replaced is deleted: that may be a layout, which a rewrite makes anew, and nobody's own files.
    private void RefuseToReplaceOthers()
    {
        if (!Directory.Exists(_destination)) return;
        string[] names = [.. Directory.GetFileSystemEntries(_destination).Select(e => Path.GetFileName(e)).Order(StringComparer.Ordinal)];
        string? other = names.FirstOrDefault(n => n is not ("oci-layout" or "index.json" or "blobs"));
        if (names.Length == 0 || (other is null && File.Exists(Path.Combine(_destination, "oci-layout")))) return;
        throw new ReproException(
            DiagnosticCodes.CannotWrite,
            $"The folder \"{_destination}\" is no OCI layout{(other is null ? "" : $" alone: it holds \"{other}\"")}. It is not replaced and nothing was written. Name a folder that is empty or does not exist.");
    }

    /// <summary>Deletes what was staged.</summary>
    public void Dispose()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The archive is there or an error is on its way; a leftover in a hidden folder must not hide either.
        }
    }
}
