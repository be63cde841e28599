namespace ReproBuild.Archives;

/// <summary>The archive's own files, for what rewrites or serves it whole.</summary>
public sealed partial class ImageArchive
{
    /// <summary>The paths of all files in the archive, in no order.</summary>
    internal IEnumerable<string> FileNames => _store.FileNames;

    /// <summary>Reads a file that was found when the archive was opened.</summary>
    internal byte[] ReadFile(string name)
    {
        string what = $"{name} of \"{Path}\"";
        var range = _store.FindFile(ArchivePath.Normalize(name)) ?? throw ArchiveErrors.BlobMissing(what, Path);
        return BlobBytes.Read(range, Limits.MaxConfigBytes, nameof(Limits.MaxConfigBytes), what);
    }
}
