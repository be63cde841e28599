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
        source.Repository?.Write(stage);
        StageBoundary.Close(stage, epoch);
    }
}
