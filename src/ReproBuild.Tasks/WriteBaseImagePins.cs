using Microsoft.Build.Framework;
using ReproBuild.Diagnostics;
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

    /// <summary>
    /// All that was told but warnings and errors, for where messages are not shown: the conclusion, and below it the pins, what only the lock file pins and
    /// the difference of a dry run.
    /// </summary>
    [Output]
    public string Summary { get; set; } = "";

    /// <inheritdoc/>
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        using var client = new RegistryClient(Registries());
        var report = await new BaseImagePinner(new RegistryImageResolver(client)).RunAsync(await RequestAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in report.Diagnostics) Report(diagnostic);
        string[] pins = [.. report.Pinned.DistinctBy(p => Pinning.LockFile.KeyOf(p.Pinned)).Select(p => $"{p.Pinned.WithoutDigest().Original} -> {p.Pinned.Digest}")];
        string difference = DryRun ? report.Difference : "", files = string.Join(", ", report.Written.Select(f => Path.GetRelativePath(ProjectDirectory, f)));
        string conclusion = files.Length > 0 ? "Written: " + files : WhyNothingWasWritten(report);
        foreach (string pin in pins) Log.LogMessage(MessageImportance.High, "  {0}", pin);
        if (difference.Length > 0) Log.LogMessage(MessageImportance.High, "{0}", difference);
        Written = [.. report.Written];
        Log.LogMessage(MessageImportance.High, "  {0}", conclusion);
        var remarks = report.Diagnostics.Where(d => d.Severity == Severity.Message).Select(d => d.ToString());
        // Not "Written: …": what begins like the scheme of an address, the terminal logger makes a link.
        Summary = string.Join('\n', [files.Length > 0 ? "Pinned in " + files : conclusion, .. pins.Concat(remarks).Select(line => "    " + line), difference]).TrimEnd('\n');
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

    private static string WhyNothingWasWritten(PinReport report) => report switch
    {
        _ when report.Diagnostics.Any(d => d.Severity == Severity.Error) => "Nothing was written.",
        { Difference.Length: > 0 } => "A dry run: nothing was written.",
        { Pinned.Count: > 0 } => "Nothing to write: all are pinned.",
        _ => "Nothing to write: there is no image to pin.",
    };
}
