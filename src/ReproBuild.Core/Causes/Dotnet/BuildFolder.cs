namespace ReproBuild.Causes.Dotnet;

/// <summary>Finds the folder of a project by the paths that a compiler wrote.</summary>
internal static class BuildFolder
{
    private const int MinCommonFolders = 2;

    /// <summary>The folder of the project; null where no path tells.</summary>
    /// <param name="paths">Paths of a PDB or of source files.</param>
    public static string? Of(IEnumerable<string> paths)
    {
        string[] rooted = [.. paths.Where(IsRooted)];
        foreach (string path in rooted)
        {
            int at = path.LastIndexOf("/obj/", StringComparison.Ordinal);
            if (at < 0) at = path.LastIndexOf("\\obj\\", StringComparison.Ordinal);
            if (at > 0) return path[..at];
        }

        string? common = null;
        foreach (string path in rooted)
        {
            string folder = path[..Math.Max(0, path.LastIndexOfAny(['/', '\\']))];
            if (common is null) common = folder;
            else common = Common(common, folder);
        }

        return common is { Length: > 1 } ? common : null;
    }

    /// <summary>A path as seen from the project's folder; one that has hardly anything in common with it stays as it is.</summary>
    public static string Relative(string folder, string path)
    {
        if (!IsRooted(path)) return path;

        string[] from = folder.Split('/', '\\'), to = path.Split('/', '\\');
        int same = 0;
        while (same < from.Length && same < to.Length && from[same] == to[same]) same++;
        if (same <= MinCommonFolders && same < from.Length) return path;
        return string.Join('/', Enumerable.Repeat("..", from.Length - same).Concat(to[same..]));
    }

    /// <summary>Whether a path begins at a root, on Unix or Windows.</summary>
    public static bool IsRooted(string path) => path.StartsWith('/') || (path.Length > 2 && path[1] == ':' && path[2] is '\\' or '/');

    private static string Common(string a, string b)
    {
        int length = a.AsSpan().CommonPrefixLength(b);
        if (length == a.Length && (length == b.Length || b[length] is '/' or '\\')) return a;
        if (length == b.Length && a[length] is '/' or '\\') return b;
        return a[..Math.Max(0, a.LastIndexOfAny(['/', '\\'], Math.Max(0, length - 1)))];
    }
}
