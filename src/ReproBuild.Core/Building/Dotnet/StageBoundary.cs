using ReproBuild.Diagnostics;

namespace ReproBuild.Building.Dotnet;

/// <summary>
/// Keeps a build from reading settings above its stage. MSBuild, NuGet and the compilers look for some files in every folder up to
/// the root, and the stage lies in a folder that everyone may write to: what another user puts there must not reach the image.
/// </summary>
internal static class StageBoundary
{
    private const string EmptyProject = "<Project />\n";

    // Where the source has none of its own, an empty one ends the search.
    private static readonly (string Name, string Content)[] Stops =
    [
        ("Directory.Build.props", EmptyProject),
        ("Directory.Build.targets", EmptyProject),
        ("Directory.Packages.props", EmptyProject),
        ("Directory.Build.rsp", ""),
        (".editorconfig", "root = true\n"),
    ];

    // These are merged all the way up, or mean something even when empty.
    private static readonly string[] Foreign =
        ["NuGet.Config", "NuGet.config", "nuget.config", "global.json", ".globalconfig", "Directory.Build.props", "Directory.Build.rsp"];

    /// <summary>Ends every search at the stage that an empty file can end.</summary>
    public static void Close(string stage, long epoch)
    {
        var names = Directory.EnumerateFileSystemEntries(stage).Select(Path.GetFileName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, content) in Stops.Where(s => !names.Contains(s.Name)))
        {
            string path = Path.Combine(stage, name);
            File.WriteAllText(path, content);
            File.SetLastWriteTimeUtc(path, DateTimeOffset.FromUnixTimeSeconds(epoch).UtcDateTime);
        }
    }

    /// <summary>Refuses settings above a place. Called before and after a build: they may be put there while it runs.</summary>
    /// <exception cref="ReproException">REPRO1018: there are some.</exception>
    public static void Check(string place)
    {
        for (string? folder = Path.GetDirectoryName(place); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string? found = Foreign.Select(n => Path.Combine(folder, n)).FirstOrDefault(File.Exists);
            if (found is not null)
                throw new ReproException(DiagnosticCodes.ForeignSettings,
                    $"{found} would change a build at {place} and belongs to no source. Remove it, and ask who put it there.");
        }
    }
}
