using Microsoft.Build.Framework;
using ReproBuild.Diagnostics;
using ReproBuild.Pinning;

namespace ReproBuild.Tasks;

/// <summary>Checks that every image that the build uses is pinned by digest: REPRO2001 at its line where one is not.</summary>
public sealed class PinBaseImage : ReproTask
{
    /// <summary>The Dockerfile; empty for a project that the .NET SDK makes an image of.</summary>
    public string? Dockerfile { get; set; }

    /// <summary>The stage that is built; empty for the last.</summary>
    public string? Target { get; set; }

    /// <summary>The platforms, separated by commas or semicolons; empty for the machine's own.</summary>
    public string? Platforms { get; set; }

    /// <summary>Build arguments, which may name images: <c>NAME=value</c>, or <c>NAME</c> with the metadata <c>Value</c>.</summary>
    public ITaskItem[] BuildArguments { get; set; } = [];

    /// <summary>Named contexts, which stand in for images: <c>name=value</c>, or <c>name</c> with the metadata <c>Value</c>.</summary>
    public ITaskItem[] BuildContexts { get; set; } = [];

    /// <summary>The .NET project's base image as the project names it; empty where it names none.</summary>
    public string? BaseImage { get; set; }

    /// <summary>The base image that the .NET SDK chose where the project names none.</summary>
    public string? DefaultBaseImage { get; set; }

    /// <inheritdoc/>
    protected override Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var finding in Absolute(Dockerfile) is { } path ? CheckDockerfile(path) : CheckProject()) Report(finding);
        return Task.CompletedTask;
    }

    private IReadOnlyList<Diagnostic> CheckDockerfile(string path) =>
        PinChecker.Check(Dockerfiles.Dockerfile.Load(path), new ImageUseQuery
        {
            Target = string.IsNullOrWhiteSpace(Target) ? null : Target.Trim(),
            Platforms = PlanInputs.Platforms(Platforms),
            // As on a command line, the last value of a name counts.
            BuildArgs = PlanInputs.Arguments(BuildArguments).GroupBy(a => a.Name).ToDictionary(a => a.Key, a => a.Last().Value),
            NamedContexts = PlanInputs.Contexts(BuildContexts, p => Absolute(p)!).GroupBy(c => c.Name).ToDictionary(c => c.Key, c => c.Last().Value),
        });

    // A choice of the SDK's is a warning: the two builds of one verification use one image all the same, and a project that says nothing
    // about its base must be able to pass. A choice of the project's own is an error.
    private IEnumerable<Diagnostic> CheckProject()
    {
        bool isInferred = string.IsNullOrWhiteSpace(BaseImage);
        string image = (isInferred ? DefaultBaseImage : BaseImage)?.Trim() ?? "";
        if (image.Length > 0 && SdkBaseImage.Check(image, Path.GetFullPath(ProjectFile), isInferred) is { } finding)
            yield return isInferred ? finding with { Severity = Severity.Warning } : finding;
    }
}
