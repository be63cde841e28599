using ReproBuild.Diagnostics;

namespace ReproBuild.Sources;

/// <summary>A file that belongs to the source.</summary>
/// <param name="Path">Its path below the folder that was asked about, with <c>/</c> between the parts.</param>
/// <param name="Executable">Whether it may be executed: by git's mode where git tracks it, else by the file's own.</param>
public sealed record SourceFile(string Path, bool Executable)
{
    /// <summary>Whether an entry of a folder is what git would track: a file or a link, but no folder, and no pipe, socket or device either.</summary>
    internal static bool IsOne(FileSystemInfo entry) =>
        entry.LinkTarget is not null || (entry is FileInfo && RegularFile.OtherKind(entry.FullName) is null);
}
