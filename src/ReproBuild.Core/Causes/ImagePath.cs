namespace ReproBuild.Causes;

/// <summary>Paths of an image as causes compare them.</summary>
public static class ImagePath
{
    /// <summary>The path without <c>./</c> or <c>/</c> before it and <c>/</c> behind it: <c>etc/machine-id</c>.</summary>
    public static string Clean(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        int start = 0;
        while (true)
        {
            if (path.AsSpan(start).StartsWith("./", StringComparison.Ordinal)) start += 2;
            else if (start < path.Length && path[start] == '/') start++;
            else break;
        }

        return path.AsSpan(start).TrimEnd('/').ToString();
    }

    /// <summary>
    /// Whether a path names its file by all its folders and nothing else. <c>var/log/../../bin/sh</c> stands in another folder than it seems to, and engines
    /// follow it there.
    /// </summary>
    public static bool IsPlain(string path) => Clean(path).Split('/') is var parts && (parts.Length == 1 || parts.All(p => p.Length > 0)) && !parts.Any(p => p is "." or "..");

    /// <summary>The last part of a path: its file's name.</summary>
    public static string Name(string path)
    {
        string clean = Clean(path);
        return clean[(clean.LastIndexOf('/') + 1)..];
    }
}
