using Microsoft.Build.Framework;
using ReproBuild.Pinning;
using ReproBuild.Registries;

namespace ReproBuild.Tasks;

/// <summary>Resolves the digest of every image that the build uses, and writes it into the Dockerfile and the lock file; both, or none.</summary>
public sealed class WriteBaseImagePins : PinTask
{
    /// <summary>The folder that the Dockerfile's COPY reads from; empty for the project's. A Dockerfile may be a link within it.</summary>
    public string? Context { get; set; }

    /// <summary>Whether tags are asked for anew.</summary>
    public bool Update { get; set; }

    /// <summary>Whether the difference is shown and nothing written.</summary>
    public bool DryRun { get; set; }

    /// <summary>Whether only the lock file is written.</summary>
    public bool LockFileOnly { get; set; }

    /// <summary>Whether nothing may be written: what would have to be is REPRO2016.</summary>
    public bool LockedMode { get; set; }

    /// <summary>The files that were written.</summary>
    [Output]
    public string[] Written { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        using var client = new RegistryClient(Registries());
        var report = await new BaseImagePinner(new RegistryImageResolver(client)).RunAsync(await RequestAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in report.Diagnostics) Report(diagnostic);
        foreach (var pin in report.Pinned.DistinctBy(p => Pinning.LockFile.KeyOf(p.Pinned)))
            Log.LogMessage(MessageImportance.High, "  {0}", $"{pin.Pinned.WithoutDigest().Original} -> {pin.Pinned.Digest}");
        if (DryRun && report.Difference.Length > 0) Log.LogMessage(MessageImportance.High, "{0}", report.Difference);
        Written = [.. report.Written];
        Log.LogMessage(MessageImportance.High, "  {0}", Conclusion(report));
    }

    private async Task<PinRequest> RequestAsync(CancellationToken cancellationToken) => new()
    {
        ProjectPath = Path.GetFullPath(ProjectFile),
        LockFilePath = Absolute(LockFile) ?? Path.Combine(ProjectDirectory, "repro.lock.json"),
        DockerfilePath = Absolute(Dockerfile),
        ContextDirectory = Absolute(Context),
        Query = Query(),
        BaseImage = Absolute(Dockerfile) is null ? UsedBaseImage : null,
        IsInferred = IsInferred,
        Others = await BuilderImageAsync(cancellationToken).ConfigureAwait(false) is { } builder ? [BuilderPin.Use(builder)] : [],
        Update = Update,
        LockFileOnly = LockFileOnly,
        DryRun = DryRun,
        Locked = LockedMode,
    };

    private string Conclusion(PinReport report) =>
        report.Written.Count > 0 ? "Written: " + string.Join(", ", report.Written.Select(f => Path.GetRelativePath(ProjectDirectory, f)))
        : report.Difference.Length == 0 ? "Nothing to write."
        : DryRun ? "A dry run: nothing was written." : "Nothing was written.";
}
