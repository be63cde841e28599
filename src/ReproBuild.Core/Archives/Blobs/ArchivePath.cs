namespace ReproBuild.Archives;

/// <summary>Paths inside an archive. They are keys and never become paths of this machine.</summary>
internal static class ArchivePath
{
    /// <summary>The path without the <c>./</c> and slashes that some makers begin it with.</summary>
    public static string Normalize(string path)
    {
        int start = 0;
        while (true)
        {
            if (path.AsSpan(start).StartsWith("./")) start += 2;
            else if (path.AsSpan(start).StartsWith("/")) start++;
            else return start == 0 ? path : path[start..];
        }
    }

    /// <summary>Where a symbolic link leads.</summary>
    public static string Resolve(string link, string target)
    {
        List<string> parts = [];
        if (!target.StartsWith('/')) parts.AddRange(link.Split('/')[..^1]);
        foreach (string part in target.Split('/'))
        {
            if (part == ".." && parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else if (part is not ("" or "." or "..")) parts.Add(part);
        }
        return string.Join('/', parts);
    }
}
