using Microsoft.Build.Framework;
using ReproBuild.Diagnostics;
using ReproBuild.Pinning;
using ReproBuild.Registries;

namespace ReproBuild.Tasks;

/// <summary>
/// Checks that every image that the build uses is pinned by digest, in its place or in the lock file: REPRO2001 at its line where one is
/// not. Where registries answer, says what has become of the pins. Writes nothing.
/// </summary>
public sealed class PinBaseImage : PinTask
{
    /// <summary>How many findings were told. An error that kept it from looking is none.</summary>
    [Output]
    public int FindingCount { get; set; }

    /// <inheritdoc/>
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var lockFile = RegistryInputs.Lock(Absolute(LockFile));
        // One try, and not for long: what a registry does not say at once, a verification can do without.
        using var client = new RegistryClient(Registries() with { MaxAttempts = 1, ConnectTimeout = TimeSpan.FromSeconds(5) });
        var inspector = new PinInspector(lockFile, CheckRegistries ? new RegistryImageResolver(client) : null);
        var findings = Absolute(Dockerfile) is { } dockerfile
            ? await inspector.InspectAsync(PinChecker.FindImages(Dockerfiles.Dockerfile.Load(dockerfile), Query()), Query().Target, cancellationToken).ConfigureAwait(false)
            : await CheckProjectAsync(inspector, cancellationToken).ConfigureAwait(false);
        foreach (var finding in findings) Tell(finding);
        if (await BuilderImageAsync(cancellationToken).ConfigureAwait(false) is { } builder
            && BuilderPin.Check(builder, lockFile, await builder.RunningAsync(cancellationToken).ConfigureAwait(false)) is { } unpinned) Tell(unpinned);
    }

    private void Tell(Diagnostic finding)
    {
        Report(finding);
        FindingCount++;
    }

    // A choice of the SDK's is a warning: the two builds of one verification use one image all the same, and a project that says nothing
    // about its base must be able to pass. A choice of the project's own is an error.
    private async Task<IReadOnlyList<Diagnostic>> CheckProjectAsync(PinInspector inspector, CancellationToken cancellationToken)
    {
        if (UsedBaseImage is not { } image || SdkBaseImage.IsLocal(image)) return [];
        var findings = await inspector.InspectAsync([SdkBaseImage.Find(image, Path.GetFullPath(ProjectFile), IsInferred)], null, cancellationToken).ConfigureAwait(false);
        return [.. findings.Select(f => IsInferred && f.Code == DiagnosticCodes.Unpinned ? f with { Severity = Severity.Warning } : f)];
    }
}
