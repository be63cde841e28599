using Microsoft.Win32.SafeHandles;
using ReproBuild.Diagnostics;

namespace ReproBuild.Archives;

/// <summary>The files of an outer tar: only headers are read, the contents are stretches of the file.</summary>
internal sealed class TarStore : IBlobStore
{
    private readonly SafeFileHandle _file;
    private readonly Dictionary<string, (long Offset, long Length)> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);

    public TarStore(SafeFileHandle file, string path)
    {
        (_file, Path) = (file, path);
        using var source = new FileSource(file, path);
        using var reader = new TarEntryReader(source, $"the archive \"{path}\"");
        try
        {
            while (reader.Next() is { } entry) Add(entry, source, reader);
        }
        catch (ReproException exception) when (exception.Diagnostic.Code == DiagnosticCodes.MalformedLayer)
        {
            // A file that is shorter than its first header is no tar; one that was read to its end lacks the rest.
            bool atEnd = source.Offset >= source.Length && _files.Count + _links.Count > 0;
            throw ArchiveErrors.OuterTar(path, atEnd, exception);
        }
    }

    public string Path { get; }

    public IEnumerable<string> FileNames => _files.Keys.Concat(_links.Keys);

    public BlobRange? FindFile(string name)
    {
        for (int hop = 0; hop <= Limits.MaxLinkHops; hop++)
        {
            if (_files.TryGetValue(name, out var place)) return new BlobRange(_file, Path, place.Offset, place.Length);
            if (!_links.TryGetValue(name, out string? target)) return null;
            name = target;
        }
        throw Limits.Exceeded(nameof(Limits.MaxLinkHops), Limits.MaxLinkHops, $"\"{name}\" in \"{Path}\" is a link to a link, and so on");
    }

    // Makers write a blob twice (the .NET SDK); as for any tar, the later entry is the one that counts.
    private void Add(TarEntry entry, FileSource source, TarEntryReader reader)
    {
        if (_files.Count + _links.Count > Limits.MaxArchiveEntries)
        {
            throw Limits.Exceeded(nameof(Limits.MaxArchiveEntries), Limits.MaxArchiveEntries, $"The archive \"{Path}\" has more entries");
        }
        string name = ArchivePath.Normalize(entry.Path);
        switch (entry.Type)
        {
            case TarEntryType.File:
                long offset = source.Offset - reader.Buffered;
                long there = source.Length - offset;
                if (entry.StoredSize > there) throw ArchiveErrors.Truncated(Path, $"within \"{name}\", of whose {entry.StoredSize} bytes it holds {Math.Max(0, there)}");
                if (TarEntryReader.Padded(entry.StoredSize) > there) throw ArchiveErrors.Truncated(Path, $"within the zeros that fill the last block of \"{name}\"");
                _links.Remove(name);
                _files[name] = (offset, entry.StoredSize);
                break;
            // docker save and podman link a layer that stands twice to where it stood first.
            case TarEntryType.SymbolicLink:
                _files.Remove(name);
                _links[name] = ArchivePath.Resolve(name, entry.LinkTarget);
                break;
            case TarEntryType.HardLink:
                string target = ArchivePath.Normalize(entry.LinkTarget);
                if (target == name) break;
                _files.Remove(name);
                _links[name] = target;
                break;
            default:
                break;
        }
    }

    public void Dispose() => _file.Dispose();
}
