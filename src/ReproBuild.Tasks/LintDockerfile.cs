using Microsoft.Build.Framework;
using ReproBuild.Diagnostics;
using ReproBuild.Linting;

namespace ReproBuild.Tasks;

/// <summary>
/// Reads a Dockerfile and names, without building, what makes another image of it elsewhere or another day: warnings REPRO31xx to REPRO35xx,
/// each at its line with what to write instead.
/// </summary>
public sealed class LintDockerfile : ReproTask
{
    /// <summary>The Dockerfile.</summary>
    [Required]
    public string Dockerfile { get; set; } = "";

    /// <inheritdoc cref="BuildOciTwice.Context"/>
    public string? Context { get; set; }

    /// <inheritdoc cref="BuildOciTwice.Target"/>
    public string? Target { get; set; }

    /// <inheritdoc cref="BuildOciTwice.Platforms"/>
    public string? Platforms { get; set; }

    /// <inheritdoc cref="BuildOciTwice.BuildArguments"/>
    public ITaskItem[] BuildArguments { get; set; } = [];

    /// <inheritdoc cref="BuildOciTwice.BuildContexts"/>
    public ITaskItem[] BuildContexts { get; set; } = [];

    /// <summary>Codes of errors that another task has told before: what makes the Dockerfile unreadable is told once.</summary>
    public string[] ToldBefore { get; set; } = [];

    /// <summary>The findings. Item: the code. Metadata: <c>Title</c>, <c>Sentence</c>, <c>Advice</c>, <c>Paste</c>, <c>File</c>, <c>Line</c>, <c>Column</c>.</summary>
    [Output]
    public ITaskItem[] Findings { get; set; } = [];

    /// <inheritdoc/>
    protected override Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var query = PlanInputs.Query(Target, Platforms, BuildArguments, BuildContexts, p => Absolute(p)!);
            var findings = DockerfileLinter.Lint(new LintRequest(Dockerfiles.Dockerfile.Load(Absolute(Dockerfile)!), query, Absolute(Context) ?? ProjectDirectory));
            foreach (var finding in findings) Report(finding.Diagnostic);
            Findings = LintItem.Of(findings);
        }
        catch (ReproException e) when (ToldBefore.Contains(e.Diagnostic.Code))
        {
            Log.LogMessage(MessageImportance.Low, "{0}", e.Diagnostic.ToString());
        }

        return Task.CompletedTask;
    }
}
