namespace ReproBuild.Causes.Dotnet;

/// <summary>What is known of a .NET application whose image differs. All paths are absolute.</summary>
/// <param name="ProjectFile">The project's file.</param>
/// <param name="Published">What one of its builds published.</param>
public sealed record DotnetApplication(string ProjectFile, PublishedFiles Published)
{
    /// <summary>Files that the project's build reads beside it: <c>Directory.Build.props</c> and the like. They need not exist.</summary>
    public IReadOnlyList<string> RelatedFiles { get; init; } = [];

    /// <summary>NuGet's <c>project.assets.json</c>; null where it is not known.</summary>
    public string? AssetsFile { get; init; }
}
