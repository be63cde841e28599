using System.Globalization;
using ReproBuild.Building;
using ReproBuild.Comparing;
using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;

namespace ReproBuild.Causes.Blaming;

/// <summary>
/// Follows a difference that a <c>COPY --from</c> has brought into the stage that it comes from: builds that stage twice, and blames the
/// instruction there. Costs two builds for each stage that it looks into, and none where no such difference is there.
/// </summary>
/// <param name="builder">The engine that made both images.</param>
/// <param name="plan">The plan that both were made by.</param>
/// <param name="log">Takes what the engine says.</param>
public sealed class StageBlamer(IImageBuilder builder, BuildPlan plan, IBuildLog log)
{
    private readonly Dictionary<int, (StageDifferences? Differences, string? Problem)> _stages = [];

    /// <summary>Whether a diagnosis has findings that lead into another stage.</summary>
    public static bool IsNeeded(Diagnosis diagnosis, Dockerfile dockerfile)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        return diagnosis.Findings.Any(f => SourceOf(f, dockerfile) is not null);
    }

    /// <summary>Says of what a <c>COPY --from</c> has brought that its line was not looked for: where no build is possible, or none is wanted.</summary>
    /// <param name="diagnosis">The diagnosis.</param>
    /// <param name="dockerfile">The Dockerfile that made both images.</param>
    /// <param name="why">What it would take, as the end of a sentence, without its full stop.</param>
    public static Diagnosis NotFollowed(Diagnosis diagnosis, Dockerfile dockerfile, string why)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        return diagnosis with
        {
            Findings =
            [
                .. diagnosis.Findings.Select(f => SourceOf(f, dockerfile) is not { } source ? f : f with
                {
                    BroughtBy = source.Stage is { } stage
                        ? $"Brought by {Words(source)}; which line of stage {Printable.Escape(Name(stage))} made it {why}"
                        : $"Brought by {Words(source)}, and {Printable.Escape(source.From)} is no stage of this Dockerfile",
                }),
            ],
        };
    }

    /// <summary>Blames anew.</summary>
    /// <param name="diagnosis">The diagnosis.</param>
    /// <param name="dockerfile">The Dockerfile that made both images.</param>
    /// <param name="cancellation">Ends it; what is half built is removed.</param>
    /// <returns>
    /// The diagnosis; findings that a <c>COPY --from</c> has brought are blamed on the line of their stage, and <see cref="Finding.BroughtBy"/> says by what.
    /// Where that could not be found out it says why.
    /// </returns>
    /// <exception cref="ReproException">REPRO4003: cancelled. A stage that cannot be built is no failure.</exception>
    public async Task<Diagnosis> BlameAsync(Diagnosis diagnosis, Dockerfile dockerfile, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        var findings = new List<Finding>(diagnosis.Findings.Count);
        foreach (var finding in diagnosis.Findings)
        {
            findings.Add(SourceOf(finding, dockerfile) is { } source
                ? await FollowAsync(finding, source, diagnosis.Context, dockerfile, cancellation).ConfigureAwait(false)
                : finding);
        }

        return diagnosis with { Findings = findings };
    }

    private static CopySource? SourceOf(Finding finding, Dockerfile dockerfile) =>
        finding is { Counts: true, First.Blame: { File: not null, Line: > 0 } blame } ? CopySource.At(dockerfile, blame.Line) : null;

    private async Task<Finding> FollowAsync(Finding finding, CopySource source, CauseContext context, Dockerfile dockerfile, CancellationToken cancellation)
    {
        var brought = new List<string>();
        var blame = finding.First.Blame!;
        string? path = finding.First.Path is { } own ? ImagePath.Clean(own) : null;
        string? problem = null;
        for (var next = source; next is not null; next = CopySource.At(dockerfile, blame.Line))
        {
            brought.Add(Words(next));
            if (next.Stage is not { } stage)
            {
                problem = $"{Printable.Escape(next.From)} is no stage of this Dockerfile, so its making cannot be repeated here";
                break;
            }

            (var differences, problem) = await StageAsync(stage, dockerfile, cancellation).ConfigureAwait(false);
            if (differences is null) break;
            var paths = path is null ? [] : next.SourcesOf(path);
            if (differences.First(finding.First.Platform, paths) is not { Blame: { File: not null } found } first)
            {
                problem = differences.NotCompared ?? (differences.Any
                    ? $"the line of stage {Name(stage)} is not known"
                    : $"two more builds of stage {Name(stage)} were equal, so the difference comes and goes");
                break;
            }

            // Within one stage nothing is copied from a later one, so this ends.
            blame = found;
            path = first.Path is { } at ? ImagePath.Clean(at) : path;
        }

        var moved = finding.First with { Blame = blame };
        return finding with
        {
            First = moved,
            BroughtBy = "Brought by " + string.Join(", from there by ", brought) + (problem is null ? "" : $"; further back it could not be followed: {problem.TrimEnd('.')}"),
            Remedy = ReferenceEquals(blame, finding.First.Blame) ? finding.Remedy : finding.Cause?.RemedyFor(new RemedyContext(moved, context.Origin)),
        };
    }

    private async Task<(StageDifferences?, string?)> StageAsync(Stage stage, Dockerfile dockerfile, CancellationToken cancellation)
    {
        if (_stages.TryGetValue(stage.Index, out var known)) return known;
        string target = Name(stage);
        log.Progress($"The difference comes from stage {target}: it is built twice, to find the line.");
        try
        {
            var own = plan with { Target = target, OutputDirectory = Path.Combine(plan.OutputDirectory, "stages", stage.Index.ToString(CultureInfo.InvariantCulture)) };
            var result = await new TwiceBuilder(builder).RunAsync(own, log, null, cancellation).ConfigureAwait(false);
            return _stages[stage.Index] = (StageDifferences.Compare(result.First.ArchivePath, result.Second.ArchivePath, dockerfile, target, cancellation), null);
        }
        catch (ReproException exception) when (exception.Diagnostic.Code != DiagnosticCodes.BuildCancelled)
        {
            return _stages[stage.Index] = (null, $"stage {target} cannot be built again ({exception.Diagnostic.Code}: {exception.Diagnostic.Message})");
        }
    }

    private static string Words(CopySource source) =>
        string.Create(CultureInfo.InvariantCulture, $"COPY --from={Printable.Escape(source.From)} (line {source.Copy.Line})");

    private static string Name(Stage stage) => stage.Name ?? stage.Index.ToString(CultureInfo.InvariantCulture);
}
