using Microsoft.Build.Framework;
using ReproBuild.Causes;
using ReproBuild.Dockerfiles;
using ReproBuild.Linting;

namespace ReproBuild.Tasks;

// What only reading can tell: two builds of one hour get the same packages.
public sealed partial class CompareOciArchives
{
    /// <summary>Whether <see cref="Dockerfile"/> is linted too: warnings, as of <see cref="LintDockerfile"/>, without what the comparison tells by itself.</summary>
    public bool Lint { get; set; }

    /// <inheritdoc cref="LintDockerfile.Findings"/>
    [Output]
    public ITaskItem[] LintFindings { get; set; } = [];

    // A cause that is told where two builds differ, with its proof, is not told as a warning besides.
    private List<LintFinding> LintBeside(Diagnosis diagnosis, Dockerfile? dockerfile)
    {
        if (!Lint || dockerfile is null) return [];
        var query = PlanInputs.Query(Target, Platforms, BuildArguments, BuildContexts, p => Absolute(p)!);
        var findings = DockerfileLinter.Lint(new LintRequest(dockerfile, query, Absolute(BuildContext) ?? ProjectDirectory))
            .Where(finding => !diagnosis.Findings.Any(finding.IsToldBy)).ToList();
        foreach (var finding in findings) Report(finding.Diagnostic);
        LintFindings = LintItem.Of(findings);
        return findings;
    }
}
