using ReproBuild.Causes.Dotnet;

namespace ReproBuild.Tasks;

// What is known of a .NET application, so that its files can be blamed on the project, a package or a target.
public sealed partial class CompareOciArchives
{
    /// <summary>Files that the project's build reads beside the project: <c>Directory.Build.props</c>, imports of its own.</summary>
    public string[] RelatedFiles { get; set; } = [];

    /// <summary>NuGet's <c>project.assets.json</c>; empty where there is none.</summary>
    public string? AssetsFile { get; set; }

    // A build of ours lists what it published; of other archives nobody knows.
    private DotnetApplication? Application()
    {
        if (Engine != "dotnet" || Absolute(Left.GetMetadata("Files")) is not { } list || PublishedFiles.Load(list) is not { } published) return null;
        return new DotnetApplication(Path.GetFullPath(ProjectFile), published)
        {
            RelatedFiles = [.. RelatedFiles.Select(f => Absolute(f)!)],
            AssetsFile = Absolute(AssetsFile),
        };
    }
}
