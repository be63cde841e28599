namespace ReproBuild.Diagnostics;

/// <summary>Tells a file from what else a path may lead to.</summary>
/// <remarks>
/// Who opens a pipe waits for its other end, for ever where nobody writes; a device need not end; a folder is easily taken for a file that is
/// missing. Asked before a file that a user names is opened.
/// </remarks>
public static class RegularFile
{
    private const int Pipe = 0x1000, Folder = 0x4000, Regular = 0x8000, Socket = 0xC000; // S_IFIFO, S_IFDIR, S_IFREG, S_IFSOCK

    /// <summary>Refuses what is there and is no file.</summary>
    /// <param name="path">The path; links are followed. Where it leads to nothing, nothing is said.</param>
    /// <exception cref="IOException">It is a pipe, a socket, a device or a folder.</exception>
    public static void Require(string path)
    {
        if (OtherKind(path) is { } kind) throw new IOException($"It is {kind}, not a file.");
    }

    /// <summary>What a path leads to instead of a file.</summary>
    /// <param name="path">The path; links are followed.</param>
    /// <returns>
    /// <c>a folder</c>, <c>a pipe</c>, <c>a socket</c> or <c>a device</c>; null for a file, for nothing, and for what the system does not tell:
    /// folders are known everywhere, the others on Linux.
    /// </returns>
    public static string? OtherKind(string path) => FileStatus.Of(path)?.Kind switch
    {
        null => Directory.Exists(path) ? "a folder" : null,
        Regular => null,
        Folder => "a folder",
        Pipe => "a pipe",
        Socket => "a socket",
        _ => "a device",
    };
}
