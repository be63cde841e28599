using System.CommandLine;
using ReproBuild.Archives;
using ReproBuild.Causes;
using ReproBuild.Causes.Accepting;
using ReproBuild.Comparing;
using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;
using ReproBuild.Reporting;

namespace ReproBuild.Tool;

/// <summary><c>reprobuild explain A B</c>.</summary>
internal static class ExplainCommand
{
    /// <summary>The command.</summary>
    /// <param name="output">Takes what was found.</param>
    /// <param name="error">Takes what went wrong.</param>
    public static Command Create(TextWriter output, TextWriter error)
    {
        var left = new Argument<string>("left") { Description = ImageArgument.Forms };
        var right = new Argument<string>("right") { Description = "What to compare it with." };
        left.Validators.Add(Paths.NotEmpty);
        right.Validators.Add(Paths.NotEmpty);
        var dockerfile = new Option<string?>("--dockerfile") { Description = "The Dockerfile that made both, so that its lines are blamed." };
        dockerfile.Validators.Add(Paths.File);
        var target = new Option<string?>("--target") { Description = "The stage of the Dockerfile that was built; the last where it is not given." };
        var baseline = new Option<string?>("--baseline") { Description = "A file of accepted differences (docs/schemas/baseline-1.schema.json)." };
        baseline.Validators.Add(Paths.File);

        var report = new Option<string?>("--report") { Description = "A folder for report.html, report.json, report.sarif and report.md." };
        report.Validators.Add(Paths.NotEmpty);

        var command = new Command(
            "explain",
            "Says of every difference why it is there, and what to do. Exit codes: 0 equal (or equal but for what the baseline accepts), 1 different, 2 could not tell, 3 bad usage.\n\n"
            + "Example: reprobuild explain build-1.oci.tar build-2.oci.tar --dockerfile Dockerfile --baseline accepted.json")
        {
            left, right, dockerfile, target, baseline, report,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var file = parsed.GetValue(dockerfile) is { } path ? Dockerfile.Load(Path.GetFullPath(path)) : null;
            var accepted = parsed.GetValue(baseline) is { } list
                ? new AcceptanceSet(Baseline.Load(Path.GetFullPath(list), CauseCatalogue.Default), DateOnly.FromDateTime(DateTime.UtcNow))
                : AcceptanceSet.None;
            using var leftArchive = ImageArgument.Open(parsed.GetValue(left)!, cancellation);
            using var rightArchive = ImageArgument.Open(parsed.GetValue(right)!, cancellation);
            Diagnosis diagnosis;
            using (var progress = ProgressLine.Begin(error, leftArchive, rightArchive))
                diagnosis = Explaining.Diagnose(leftArchive, rightArchive, new ComparerOptions { Dockerfile = file, Target = parsed.GetValue(target) }, accepted, progress, cancellation);
            int code = Conclude(diagnosis, output, error);
            bool written = parsed.GetValue(report) is not { } folder || TryWrite(diagnosis, file, leftArchive, rightArchive, Path.GetFullPath(folder), output, error);
            return Task.FromResult(written || code != ExitCode.Equal ? code : ExitCode.Unknown);
        });
        return command;
    }

    // A report that cannot be written costs the verdict nothing.
    private static bool TryWrite(Diagnosis diagnosis, Dockerfile? dockerfile, ImageArchive left, ImageArchive right, string folder, TextWriter output, TextWriter error)
    {
        try
        {
            IReadOnlyList<string> paths;
            using (var progress = ProgressLine.Begin(error, left, right))
            {
                progress.Reports();
                paths = ReportWriter.WriteAll(diagnosis, new ReportOptions
                {
                    Folder = folder,
                    Left = ReportSide.Of(left),
                    Right = ReportSide.Of(right),
                    Dockerfile = dockerfile,
                });
            }

            foreach (string path in paths) output.WriteLine(path);
            output.Flush();
            return true;
        }
        catch (ReproException exception)
        {
            error.WriteLine(exception.Diagnostic);
            return false;
        }
    }

    private static int Conclude(Diagnosis diagnosis, TextWriter output, TextWriter error)
    {
        new ExplanationPrinter(output).Print(diagnosis);
        var stale = AcceptanceDiagnostics.Of(diagnosis);
        foreach (var diagnostic in stale) error.WriteLine(diagnostic);
        foreach (var reason in diagnosis.Comparison.NotCompared) error.WriteLine(reason with { Severity = Severity.Error });
        if (stale.Any(d => d.Severity == Severity.Error)) return ExitCode.Different;
        return diagnosis.Comparison.Verdict switch
        {
            Verdict.Reproducible => ExitCode.Equal,
            Verdict.Divergent => diagnosis.IsReproducibleExcept ? ExitCode.Equal : ExitCode.Different,
            _ => ExitCode.Unknown,
        };
    }
}
