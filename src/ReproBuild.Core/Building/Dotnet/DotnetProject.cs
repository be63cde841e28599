namespace ReproBuild.Building.Dotnet;

/// <summary>The .NET project to publish, as the build that asks for it sees it.</summary>
/// <remarks>All paths are absolute.</remarks>
public sealed record DotnetProject
{
    /// <summary>The project file.</summary>
    public required string ProjectFile { get; init; }

    /// <summary>The <c>dotnet</c> program that builds it: the one that runs the asking build.</summary>
    public string Dotnet { get; init; } = "dotnet";

    /// <summary>The folder that holds all of the source; null to find it: the git repository, else what the project and its references share.</summary>
    public string? SourceRoot { get; init; }

    /// <summary>Files that belong to the source and decide where it begins: project references, <c>Directory.Build.props</c> and the like.</summary>
    public IReadOnlyList<string> RelatedFiles { get; init; } = [];

    /// <summary>NuGet's package folder, whose path must not reach the output; null where it is not known.</summary>
    public string? PackageRoot { get; init; }

    /// <summary>
    /// The runtime identifiers of the platforms that the image is for, each built by itself, as an index around all of them; empty for one
    /// image, for the platform that the SDK chooses.
    /// </summary>
    public IReadOnlyList<string> RuntimeIdentifiers { get; init; } = [];

    /// <summary>The runtime identifier that the only image is for; null where it is not known, and where there are several.</summary>
    public string? RuntimeIdentifier { get; init; }

    /// <summary>The global properties of the asking build, unescaped.</summary>
    public IReadOnlyDictionary<string, string> GlobalProperties { get; init; } = new Dictionary<string, string>();
}
