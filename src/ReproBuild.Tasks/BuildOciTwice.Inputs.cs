using Microsoft.Build.Framework;
using ReproBuild.Building;
using ReproBuild.Building.Dotnet;
using ReproBuild.Pinning;

namespace ReproBuild.Tasks;

// What is built: a Dockerfile, or a .NET project.
public sealed partial class BuildOciTwice
{
    /// <summary>The Dockerfile; empty for the .NET engine.</summary>
    public string? Dockerfile { get; set; }

    /// <summary>The folder that the Dockerfile's COPY reads from; empty for the project's.</summary>
    public string? Context { get; set; }

    /// <summary>The stage to build; empty for the last.</summary>
    public string? Target { get; set; }

    /// <summary>The platforms, separated by commas or semicolons; empty for the machine's own.</summary>
    public string? Platforms { get; set; }

    /// <summary>Build arguments: <c>NAME=value</c>, or <c>NAME</c> with the metadata <c>Value</c>. Only names are logged.</summary>
    public ITaskItem[] BuildArguments { get; set; } = [];

    /// <summary>Named contexts: <c>name=value</c>, or <c>name</c> with the metadata <c>Value</c>.</summary>
    public ITaskItem[] BuildContexts { get; set; } = [];

    /// <summary>The buildx builder; empty for the current one.</summary>
    public string? Builder { get; set; }

    /// <summary>The <c>dotnet</c> program for the .NET engine; empty for the one on the PATH.</summary>
    public string? DotnetHost { get; set; }

    /// <summary>The folder that holds all of a .NET project's source; empty to find it.</summary>
    public string? SourceRoot { get; set; }

    /// <summary>Files that belong to a .NET project's source wherever they lie: project references, <c>Directory.Build.props</c>.</summary>
    public string[] RelatedFiles { get; set; } = [];

    /// <summary>NuGet's package folder; empty where it is not known.</summary>
    public string? PackageRoot { get; set; }

    /// <summary>
    /// The .NET project's base image: a reference, or <c>oci-archive:</c>, <c>oci:</c>, <c>docker-archive:</c> with a path, or
    /// <c>scratch</c>; empty for the SDK's choice.
    /// </summary>
    public string? BaseImage { get; set; }

    /// <summary>The base image that the .NET SDK chose where the project names none; empty where that is not known.</summary>
    public string? DefaultBaseImage { get; set; }

    /// <summary>The lock file, whose digests hold for images that are named without one; empty for none.</summary>
    public string? LockFile { get; set; }

    /// <summary>Registries that stand in for others: <c>docker.io=localhost:5000</c>, or <c>docker.io</c> with the metadata <c>Value</c>.</summary>
    public ITaskItem[] RegistryMirrors { get; set; } = [];

    /// <summary>Whether the .NET engine's archives are rewritten canonically.</summary>
    public bool Rewrite { get; set; } = true;

    /// <summary>
    /// The runtime identifiers that a .NET project's image is for, separated by semicolons: each is built by itself, and an index stands around
    /// all. Empty for one image, for the platform that the SDK chooses.
    /// </summary>
    public string? RuntimeIdentifiers { get; set; }

    /// <summary>The runtime identifier that the only image of a .NET project is for; empty where it is not known.</summary>
    public string? RuntimeIdentifier { get; set; }

    private BuildPins Pins() => RegistryInputs.Pins(Absolute(LockFile), RegistryMirrors);

    private DotnetBase Base()
    {
        string? name = string.IsNullOrWhiteSpace(BaseImage) ? null : BaseImage.Trim();
        return new DotnetBase(name, Pins().BaseImage(name ?? DefaultBaseImage?.Trim()), RegistryInputs.Options(RegistryMirrors));
    }

    private IReadOnlyList<NamedContext> Contexts() => RegistryInputs.Contexts(
        Absolute(Dockerfile),
        PlanInputs.Contexts(BuildContexts, path => Absolute(path)!),
        PlanInputs.Query(Target, Platforms, BuildArguments, BuildContexts, path => Absolute(path)!),
        Pins());

    private DotnetProject Project() => new()
    {
        ProjectFile = Path.GetFullPath(ProjectFile),
        Dotnet = string.IsNullOrEmpty(DotnetHost) ? "dotnet" : DotnetHost,
        SourceRoot = Absolute(SourceRoot),
        RelatedFiles = [.. RelatedFiles.Select(f => Absolute(f)!)],
        PackageRoot = Absolute(PackageRoot),
        RuntimeIdentifiers = [.. (RuntimeIdentifiers ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)],
        RuntimeIdentifier = string.IsNullOrWhiteSpace(RuntimeIdentifiers) && !string.IsNullOrWhiteSpace(RuntimeIdentifier) ? RuntimeIdentifier.Trim() : null,
        GlobalProperties = BuildEngine is IBuildEngine6 engine ? engine.GetGlobalProperties() : new Dictionary<string, string>(),
    };
}
