using ReproBuild.Diagnostics;

namespace ReproBuild.Archives;

/// <summary>An OCI layout folder.</summary>
internal sealed class LayoutStore(string path) : IBlobStore
{
    public string Path => path;

    public IEnumerable<string> FileNames => Directory
        .EnumerateFiles(path, "*", SearchOption.AllDirectories)
        .Select(file => System.IO.Path.GetRelativePath(path, file).Replace('\\', '/'));

    // Names come from here and from digests, which hold no separators: none leads out of the folder.
    public BlobRange? FindFile(string name)
    {
        var file = new FileInfo(System.IO.Path.Combine(path, name));
        return file.Exists && RegularFile.OtherKind(file.FullName) is null ? new BlobRange(null, file.FullName, 0, LengthOf(file)) : null;
    }

    private static long LengthOf(FileInfo file) =>
        file.LinkTarget is null ? file.Length : file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target.Length : 0;

    public void Dispose() { }
}
