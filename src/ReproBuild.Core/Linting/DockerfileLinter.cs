using ReproBuild.Diagnostics;
using ReproBuild.Linting.Rules;

namespace ReproBuild.Linting;

/// <summary>Reads a Dockerfile and names, without building, what makes another image of it elsewhere, or another day.</summary>
/// <remarks>
/// Only stages that reach the target are looked at, and only what is sure is told: a command that is hidden in a variable, or a script that
/// is not understood, is passed over. It proves nothing: an image without findings may differ all the same.
/// </remarks>
public static class DockerfileLinter
{
    private static readonly ILintRule[] Rules =
    [
        new WholeContext(), new UnversionedPackages(), new UnlockedInstall(), new Upgrade(), new UncheckedAdd(), new UncheckedDownload(), new MovingClone(),
        new Clock(), new RandomValue(), new GeneratedKey(), new PackageLogs(), new AptLists(), new PythonBytecode(), new GoBuild(),
    ];

    /// <summary>Lints.</summary>
    /// <param name="request">What is linted.</param>
    /// <returns>The findings in the order of the file.</returns>
    /// <exception cref="ReproException">REPRO1005: the target is no stage. REPRO3002: the default of an ARG cannot be expanded. REPRO3003: a .dockerignore cannot be read.</exception>
    public static IReadOnlyList<LintFinding> Lint(LintRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var subject = LintSubject.Read(request);
        return [.. Rules.SelectMany(rule => rule.Check(subject)).OrderBy(f => f.Line).ThenBy(f => f.Column).ThenBy(f => f.Code, StringComparer.Ordinal)];
    }
}
