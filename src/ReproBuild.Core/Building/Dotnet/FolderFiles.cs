using ReproBuild.Sources;

namespace ReproBuild.Building.Dotnet;

/// <summary>The source files of a folder that no git repository describes.</summary>
internal static class FolderFiles
{
    /// <summary>
    /// Every file and link below a folder, by ordinal path, without what builds leave behind: <c>bin</c> and <c>obj</c> beside a
    /// project file, and folders whose name begins with a dot, which no .NET SDK takes for source.
    /// </summary>
    /// <param name="root">The folder; absolute.</param>
    /// <param name="excluded">A folder that is left out: the one results are written to.</param>
    public static IReadOnlyList<SourceFile> List(string root, string excluded)
    {
        var files = new List<SourceFile>();
        var folders = new Stack<DirectoryInfo>([new DirectoryInfo(root)]);
        while (folders.TryPop(out var folder))
        {
            var entries = folder.EnumerateFileSystemInfos().ToList();
            bool isProject = entries.Any(e => e.Name.EndsWith("proj", StringComparison.OrdinalIgnoreCase));
            foreach (var entry in entries)
            {
                if (SourceFile.IsOne(entry))
                    files.Add(new SourceFile(Path.GetRelativePath(root, entry.FullName).Replace('\\', '/'), IsExecutable(entry)));
                else if (entry is DirectoryInfo child && entry.FullName != excluded && !entry.Name.StartsWith('.') && !(isProject && entry.Name is "bin" or "obj"))
                    folders.Push(child);
            }
        }
        return [.. files.OrderBy(f => f.Path, StringComparer.Ordinal)];
    }

    private static bool IsExecutable(FileSystemInfo entry) =>
        !OperatingSystem.IsWindows() && entry.LinkTarget is null && entry.UnixFileMode.HasFlag(UnixFileMode.UserExecute);
}
