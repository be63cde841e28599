using System.Globalization;
using Microsoft.Build.Framework;
using ReproBuild.Archives;
using ReproBuild.Causes;
using ReproBuild.Causes.Accepting;
using ReproBuild.Causes.Dotnet;
using ReproBuild.Comparing;
using ReproBuild.Registries;
using ReproBuild.Reporting;

namespace ReproBuild.Tasks;

/// <summary>
/// Compares two images, in archives, registries or Docker. Anything but equal image digests on every platform is an error: REPRO5001 where they
/// differ, REPRO5002 where something could not be compared.
/// </summary>
public sealed partial class CompareOciArchives : ReproTask
{
    /// <summary>How many differences become items; all are counted.</summary>
    private const int MaxItems = 1000;

    /// <summary>
    /// The one image: the path of an OCI archive, an OCI layout folder or a docker-archive; <c>registry/repository:tag</c> or
    /// <c>registry/repository@digest</c>, of which only what differs is fetched; <c>docker-daemon:name</c>. Of a build of ours the metadata <c>Seconds</c> and
    /// <c>Ended</c> tell when it ran, so that its times can be told from others.
    /// </summary>
    [Required]
    public ITaskItem Left { get; set; } = null!;

    /// <summary>The other image.</summary>
    [Required]
    public ITaskItem Right { get; set; } = null!;

    /// <summary>Registries that stand in for others: <c>registry=host[:port][/prefix]</c>, or <c>registry</c> with the metadata <c>Value</c>.</summary>
    public ITaskItem[] RegistryMirrors { get; set; } = [];

    /// <summary>What made both: <c>dotnet</c>, another engine's name, or empty where that is not known.</summary>
    public string? Engine { get; set; }

    /// <summary>The epoch of both builds, in whole seconds since 1970; empty where it is not known.</summary>
    public string? SourceDateEpoch { get; set; }

    /// <summary>The Dockerfile that made both, so that its lines can be blamed; empty where there is none.</summary>
    public string? Dockerfile { get; set; }

    /// <summary>The stage of <see cref="Dockerfile"/> that was built; empty for the last.</summary>
    public string? Target { get; set; }

    /// <summary>Whether the two are builds of one source, for the messages.</summary>
    public bool TwoBuilds { get; set; }

    /// <summary>The commit that both were built from, for the messages; empty where there is none.</summary>
    public string? Commit { get; set; }

    /// <summary><c>Reproducible</c>, <c>ReproducibleExcept</c> (nothing differs but what is accepted), <c>Divergent</c> or <c>Inconclusive</c>; empty where there was no comparison.</summary>
    [Output]
    public string? Verdict { get; set; }

    /// <summary>The digest of each platform's image where it is the same on both sides, in the left archive's order.</summary>
    [Output]
    public string[] Digests { get; set; } = [];

    /// <summary>The digest of each platform's image on the left, in the same form; empty unless the verdict lets it be published.</summary>
    [Output]
    public string[] VerifiedDigests { get; set; } = [];

    /// <summary>
    /// The first differences. Item: the path, or the kind of difference where there is none. Metadata: <c>Code</c>, <c>Kind</c>,
    /// <c>Platform</c>, <c>Layer</c>, <c>LeftLayer</c>, <c>RightLayer</c>, <c>Fields</c>, <c>Instruction</c>, <c>File</c>,
    /// <c>Line</c>, <c>Column</c>, <c>Origin</c> (who wrote the file, where no Dockerfile did), <c>Cause</c> (several are separated by blanks), <c>Certainty</c>, <c>Bytes</c>, <c>Sentence</c>, <c>Remedy</c>.
    /// </summary>
    [Output]
    public ITaskItem[] Differences { get; set; } = [];

    /// <summary>How many differences there are.</summary>
    [Output]
    public long DifferenceCount { get; set; }

    /// <inheritdoc/>
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        using var left = await OpenAsync(Left, cancellationToken).ConfigureAwait(false);
        using var right = await OpenAsync(Right, cancellationToken).ConfigureAwait(false);
        BuiltArchive.Check(Left, left);
        BuiltArchive.Check(Right, right);
        var comparer = new ComparerOptions
        {
            Dockerfile = Absolute(Dockerfile) is { } path ? Dockerfiles.Dockerfile.Load(path) : null,
            Target = string.IsNullOrWhiteSpace(Target) ? null : Target.Trim(),
            Platforms = PlanInputs.Platforms(Platforms),
        };
        var blame = Application() is { } application ? new DotnetBlame(application) : null;
        var options = new DiagnosisOptions { Context = Context(), Acceptances = Acceptances(), OriginOf = blame is null ? null : blame.Of };
        var diagnosis = Diagnoser.Diagnose(left, right, comparer, options, cancellationToken);
        if (comparer.Dockerfile is { } dockerfile) diagnosis = await BlameStagesAsync(diagnosis, dockerfile, cancellationToken).ConfigureAwait(false);
        if (blame is not null) diagnosis = blame.Refine(diagnosis);
        var read = LintBeside(diagnosis, comparer.Dockerfile);
        Tell(diagnosis, WriteReports(diagnosis, comparer, read, ReportSide.Of(left), ReportSide.Of(right)));
    }

    private Task<ImageArchive> OpenAsync(ITaskItem image, CancellationToken cancellationToken) =>
        ImageLocation.OpenAsync(image.ItemSpec.Trim(), ProjectDirectory, () => RegistryInputs.Options(RegistryMirrors), cancellationToken);

    private void Tell(Diagnosis diagnosis, string? report)
    {
        var comparison = diagnosis.Comparison;
        foreach (string remark in comparison.Remarks) Log.LogMessage(MessageImportance.High, "{0}", remark);
        foreach (var diagnostic in new DiagnosisDiagnostics(Words()).Of(diagnosis, report)) Report(diagnostic);
        foreach (var diagnostic in AcceptanceDiagnostics.Of(diagnosis, Words())) Report(diagnostic);
        Verdict = diagnosis.IsReproducibleExcept ? ReproducibleExcept : comparison.Verdict.ToString();
        Digests = Of(comparison.Platforms.Where(p => p.Verdict == Comparing.Verdict.Reproducible));
        if (diagnosis.IsReproducibleExcept || comparison.Verdict == Comparing.Verdict.Reproducible) VerifiedDigests = Of(comparison.Platforms);
        Differences = [.. diagnosis.Differences.Take(MaxItems).Select(d => DifferenceItem.Of(d, diagnosis))];
        DifferenceCount = comparison.DifferenceCount;

        string[] Of(IEnumerable<PlatformComparison> platforms) => [.. platforms.Select(p => comparison.Platforms.Count == 1 ? $"{p.Left}" : $"{p.Platform}={p.Left}")];
    }

    private CauseContext Context() => new()
    {
        Origin = string.IsNullOrEmpty(Dockerfile)
            ? Engine == "dotnet" ? ImageOrigin.Dotnet : ImageOrigin.Unknown
            : ImageOrigin.Dockerfile,
        Epoch = long.TryParse(SourceDateEpoch, NumberStyles.None, CultureInfo.InvariantCulture, out long epoch) ? epoch : null,
        Left = Trace(Left),
        Right = Trace(Right),
    };

    private static BuildTrace Trace(ITaskItem archive) =>
        DateTimeOffset.TryParseExact(archive.GetMetadata("Ended"), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var ended)
        && double.TryParse(archive.GetMetadata("Seconds"), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
            ? new BuildTrace(ended - TimeSpan.FromSeconds(seconds), ended, [], [])
            : BuildTrace.Unknown;

    private ComparisonWords? Words() => TwoBuilds
        ? new ComparisonWords(Commit is { Length: > 7 } ? $"Two builds of commit {Commit[..7]}" : "Two builds of one source", "the first build", "the second build")
        : null;
}
