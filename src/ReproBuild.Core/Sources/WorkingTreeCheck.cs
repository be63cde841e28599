using ReproBuild.Diagnostics;

namespace ReproBuild.Sources;

/// <summary>Warns where a commit does not describe what is built.</summary>
public static class WorkingTreeCheck
{
    /// <summary>REPRO1004, a warning that names the tracked files that differ from the commit; null when none does.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ReproException">REPRO1012: git refuses.</exception>
    public static async Task<Diagnostic?> DirtyAsync(SourceRepository repository, CancellationToken cancellationToken)
    {
        var dirty = await repository.DirtyFilesAsync(cancellationToken).ConfigureAwait(false);
        return dirty.Count == 0 ? null : new Diagnostic(DiagnosticCodes.DirtyWorkingTree,
            $"The working tree {repository.Root} differs from its commit, so no one else can build these images from it: " +
            $"{FileNames.List(dirty)}. Commit or revert.", Severity.Warning);
    }
}
