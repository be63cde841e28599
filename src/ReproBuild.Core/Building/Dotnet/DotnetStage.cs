using ReproBuild.Sources;

namespace ReproBuild.Building.Dotnet;

/// <summary>Puts the source of a project into the folder that a child builds in.</summary>
internal static class DotnetStage
{
    /// <summary>Fills a stage.</summary>
    /// <param name="source">What to copy.</param>
    /// <param name="stage">The folder, empty or missing; absolute.</param>
    /// <param name="epoch">The time of every file: manifests of web assets record it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static void Fill(DotnetSource source, string stage, long epoch, CancellationToken cancellationToken)
    {
        SourceStage.Copy(source.Root, source.Files, stage, epoch, cancellationToken);
        foreach (var settings in source.Files.Where(f => Path.GetFileName(f.Path).Equals("nuget.config", StringComparison.OrdinalIgnoreCase)))
        {
            string staged = Path.Combine(stage, settings.Path);
            if (File.Exists(staged)) NuGetSettings.Anchor(Path.Combine(source.Root, settings.Path), staged);
        }
        LinkGit(source, stage);
        StageBoundary.Close(stage, epoch);
    }

    // Version stamps read the commit. A link, because a copy of a large repository is slow.
    private static void LinkGit(DotnetSource source, string stage)
    {
        if (source.GitDirectory is not { } git || Path.GetDirectoryName(git) != source.Root) return;
        string link = Path.Combine(stage, ".git");
        if (Directory.Exists(git)) Directory.CreateSymbolicLink(link, git);
        else if (File.Exists(git)) File.WriteAllText(link, Absolute(File.ReadAllText(git), source.Root));
    }

    // "gitdir: <path>", of a worktree or submodule; relative in a submodule.
    private static string Absolute(string link, string root)
    {
        const string prefix = "gitdir: ";
        return link.StartsWith(prefix, StringComparison.Ordinal) ? prefix + Path.GetFullPath(link[prefix.Length..].Trim(), root) + "\n" : link;
    }
}
