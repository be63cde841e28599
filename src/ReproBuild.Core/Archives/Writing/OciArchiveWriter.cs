using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Archives;

/// <summary>Writes an OCI image layout, as a tar or as a folder, in canonical form. OCI image specification, <c>image-layout.md</c>.</summary>
/// <remarks>
/// One set of blobs and one index are one file, byte for byte: files by ordinal path, times at the epoch, owner 0:0,
/// mode 0644. A blob that is added twice is written once. The archive appears by one rename when it is whole.
/// </remarks>
public sealed class OciArchiveWriter : IDisposable
{
    private static readonly byte[] LayoutFile = """{"imageLayoutVersion":"1.0.0"}"""u8.ToArray();
    private readonly StagedFiles _files;
    private readonly ArchiveFormat _format;
    private readonly long _epoch;

    /// <summary>Begins an archive.</summary>
    /// <param name="destination">Its absolute path. Missing folders above it are made; an archive of that name is replaced on commit.</param>
    /// <param name="format"><see cref="ArchiveFormat.OciArchive"/> or <see cref="ArchiveFormat.OciLayout"/>.</param>
    /// <param name="epoch">The time of every entry of the tar, in seconds since 1970.</param>
    /// <exception cref="ReproException">REPRO1008 or REPRO4005: the folder cannot be written.</exception>
    public OciArchiveWriter(string destination, ArchiveFormat format, long epoch)
    {
        if (format is not (ArchiveFormat.OciArchive or ArchiveFormat.OciLayout))
            throw new ArgumentOutOfRangeException(nameof(format), format, "Not an OCI format.");
        (_files, _format, _epoch) = (new StagedFiles(destination), format, epoch);
    }

    /// <summary>Adds a blob that is in memory.</summary>
    /// <param name="mediaType">What it is.</param>
    /// <param name="content">Its bytes; not to be changed afterwards.</param>
    /// <returns>What points to it.</returns>
    public Descriptor AddBlob(string mediaType, byte[] content)
    {
        var blob = new Descriptor(mediaType, Digest.Of(content), content.Length);
        _files.Add(NameOf(blob.Digest), content);
        return blob;
    }

    /// <summary>Adds a blob whose digest and size are known.</summary>
    /// <param name="blob">What points to it.</param>
    /// <param name="open">Opens its bytes; called once, on commit. Whoever opens it answers for the digest.</param>
    public void AddBlob(Descriptor blob, Func<Stream> open) => _files.Add(NameOf(blob.Digest), blob.Size, open);

    /// <summary>Writes the archive and gives it its name.</summary>
    /// <param name="index">The bytes of <c>index.json</c>.</param>
    /// <param name="cancellation">Ends the work; nothing is then left.</param>
    /// <exception cref="ReproException">REPRO1008 or REPRO4005: it cannot be written; and what opening a blob throws.</exception>
    public void Commit(byte[] index, CancellationToken cancellation = default)
    {
        _files.Add("oci-layout", LayoutFile);
        _files.Add("index.json", index);
        if (_format == ArchiveFormat.OciLayout) _files.CommitFolder(cancellation);
        else _files.CommitTar(_epoch, cancellation);
    }

    /// <summary>Deletes what was staged; an archive that was committed stays.</summary>
    public void Dispose() => _files.Dispose();

    /// <summary>A path for a blob's file while it is being made; deleted on disposal.</summary>
    internal string TemporaryFile(string name) => _files.TemporaryFile(name);

    private static string NameOf(Digest digest) => $"blobs/{digest.Algorithm}/{digest.Hex}";
}
