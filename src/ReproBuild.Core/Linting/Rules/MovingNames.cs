namespace ReproBuild.Linting.Rules;

/// <summary>Tells names that stand for something else each day.</summary>
internal static class MovingNames
{
    private static readonly HashSet<string> Branches = new(["main", "master", "HEAD", "develop", "trunk", "nightly", "latest"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a reference of git is a branch by its name.</summary>
    public static bool IsBranch(string reference) => Branches.Contains(reference[(reference.StartsWith("refs/heads/", StringComparison.Ordinal) ? "refs/heads/".Length : 0)..]);

    /// <summary>Whether ADD takes an address for a repository of git.</summary>
    public static bool IsGit(string url) =>
        url.StartsWith("git@", StringComparison.Ordinal) || url.StartsWith("git://", StringComparison.Ordinal) || url.StartsWith("github.com/", StringComparison.Ordinal)
        || (url.Contains("://", StringComparison.Ordinal) && url.Split('#')[0].EndsWith(".git", StringComparison.Ordinal));

    /// <summary>Whether an address of git names no commit and no tag.</summary>
    public static bool Moves(string url)
    {
        if (url.Contains('$', StringComparison.Ordinal)) return false;
        string reference = url.Split('#', 2) is [_, var fragment] ? fragment.Split(':')[0] : "";
        return reference.Length == 0 || IsBranch(reference);
    }

    /// <summary>Whether a part of an address's path is such a name: <c>releases/latest/download</c>.</summary>
    public static bool HasMovingPart(string url)
    {
        int scheme = url.IndexOf("://", StringComparison.Ordinal);
        return scheme > 0 && url[(scheme + 3)..].Split('?', '#')[0].Split('/').Skip(1).Any(Branches.Contains);
    }
}
