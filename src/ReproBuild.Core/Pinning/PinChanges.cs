using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;

namespace ReproBuild.Pinning;

/// <summary>What pinning would do to the files of a project: both are written, or none.</summary>
internal sealed class PinChanges(PinRequest request, PinnedFile? source, Dockerfile? dockerfile, PinnedFile lockFile, PinPlan? plan, LockFile after)
{
    private readonly string? lockBefore = lockFile.Text;
    private readonly string? lockAfter = after.Images.Count == 0 && lockFile.Text is null ? null : after.ToString();

    private bool EditsDockerfile => plan is { Edits.Count: > 0 };

    private bool EditsLock => lockAfter is not null && lockAfter != lockBefore;

    public bool IsEmpty => !EditsDockerfile && !EditsLock;

    public string Difference() =>
        (EditsDockerfile ? UnifiedDiff.Of(Name(source!.Path), dockerfile!.Text, plan!.Text) : "")
        + (EditsLock ? UnifiedDiff.Of(Name(lockFile.Path), lockBefore, lockAfter!) : "");

    /// <summary>REPRO2016.</summary>
    public Diagnostic Refused()
    {
        string files = string.Join(" and ", new[] { EditsDockerfile ? Name(source!.Path) : null, EditsLock ? Name(lockFile.Path) : null }.OfType<string>());
        return new Diagnostic(DiagnosticCodes.Locked,
            $"Pinning would change {files}, and the locked mode (ReproLockedMode, true on a build server) writes nothing. " +
            "Run dotnet build -t:PinBaseImages on your machine and commit the result.",
            File: EditsDockerfile ? source!.Path : lockFile.Path);
    }

    /// <summary>Writes, unless someone else has meanwhile.</summary>
    /// <returns>The files that were written.</returns>
    public IReadOnlyList<string> Write(CancellationToken cancellationToken)
    {
        if (IsEmpty) return [];
        using var newLock = EditsLock ? lockFile.Stage(lockAfter!) : null;
        using var newSource = EditsDockerfile ? source!.Stage(plan!.Text) : null;
        cancellationToken.ThrowIfCancellationRequested();
        source?.RequireUnchanged(dockerfile!.Text);
        lockFile.RequireUnchanged(null);
        newLock?.Commit();
        newSource?.Commit();
        return [.. new[] { newSource is null ? null : source!.Path, newLock is null ? null : lockFile.Path }.OfType<string>()];
    }

    private string Name(string path) => Path.GetRelativePath(Path.GetDirectoryName(request.ProjectPath)!, path).Replace('\\', '/');
}
