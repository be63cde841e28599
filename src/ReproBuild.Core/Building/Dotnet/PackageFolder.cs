namespace ReproBuild.Building.Dotnet;

/// <summary>
/// NuGet's package folder as a build sees it. The second has it under another name, as another user would: a path or an order that follows from where
/// packages lie shows, and nothing is restored twice.
/// </summary>
internal static class PackageFolder
{
    /// <summary>The name for a build.</summary>
    /// <param name="number">1 or 2.</param>
    /// <param name="root">The folder; absolute, null where it is not known.</param>
    /// <param name="scratch">A folder of this build alone; absolute.</param>
    /// <returns>The other name; null where the build uses the folder as it is.</returns>
    public static string? Rename(int number, string? root, string scratch)
    {
        if (number == 1 || root is null || !Directory.Exists(root)) return null;
        string link = Path.Combine(scratch, "packages");
        if (!Path.Exists(link)) Directory.CreateSymbolicLink(link, root);
        return link;
    }
}
