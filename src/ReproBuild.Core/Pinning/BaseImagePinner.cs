using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;

namespace ReproBuild.Pinning;

/// <summary>Pins the images that a project uses: in its Dockerfile, and in its lock file.</summary>
/// <param name="resolver">Asks registries.</param>
public sealed class BaseImagePinner(IImageResolver resolver)
{
    /// <summary>Resolves what is not pinned and writes it; or says what would be written.</summary>
    /// <param name="request">What is to be pinned, and how.</param>
    /// <param name="cancellationToken">Stops it; then nothing is written.</param>
    /// <exception cref="ReproException">
    /// REPRO2009: a file changed meanwhile. REPRO2019: the Dockerfile is a link that leads elsewhere. REPRO2012 to REPRO2014: the lock file
    /// cannot be read. REPRO3001, REPRO3002: the Dockerfile cannot be read. REPRO6xxx: a registry lies. REPRO1008, REPRO4005: a file
    /// cannot be written.
    /// </exception>
    public async Task<PinReport> RunAsync(PinRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        string[] roots = [Path.GetDirectoryName(request.ProjectPath)!, request.ContextDirectory ?? Path.GetDirectoryName(request.ProjectPath)!];
        // The bytes first: whatever changes behind them is found before anything is written.
        var lockFile = PinnedFile.Read(request.LockFilePath, roots);
        var before = LockFile.Load(lockFile.Path);
        var source = request.DockerfilePath is { } path && RegularFile.OtherKind(path) is null ? PinnedFile.Read(path, request.LockFileOnly ? [Path.GetPathRoot(path)!] : roots) : null;
        var dockerfile = request.DockerfilePath is null ? null : Dockerfile.Load(request.DockerfilePath);

        var session = new PinSession(request, resolver, before, dockerfile);
        var pinned = await session.ResolveAsync(Uses(request, dockerfile), cancellationToken).ConfigureAwait(false);
        var plan = dockerfile is null || request.LockFileOnly ? null : DockerfilePinner.Plan(dockerfile, request.Query, pinned);
        var changes = new PinChanges(request, dockerfile is null ? null : source, dockerfile, lockFile, plan, session.After);

        var diagnostics = session.Diagnostics.Concat(plan?.NotInPlace.Select(n => PinMessages.InLockFile(n.Use, n.Reason, request.LockFilePath)) ?? []).ToList();
        if (request.Locked && !changes.IsEmpty) diagnostics.Add(changes.Refused());
        bool write = !request.DryRun && !request.Locked && diagnostics.All(d => d.Severity != Severity.Error);
        return new PinReport
        {
            Diagnostics = diagnostics,
            Pinned = pinned,
            Difference = changes.Difference(),
            Written = write ? changes.Write(cancellationToken) : [],
        };
    }

    private static IReadOnlyList<ImageUse> Uses(PinRequest request, Dockerfile? dockerfile) =>
        dockerfile is not null ? [.. PinChecker.FindImages(dockerfile, request.Query), .. request.Others]
        : string.IsNullOrWhiteSpace(request.BaseImage) || SdkBaseImage.IsLocal(request.BaseImage) ? []
        : [SdkBaseImage.Find(request.BaseImage, request.ProjectPath, request.IsInferred)];
}
