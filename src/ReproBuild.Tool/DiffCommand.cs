using System.CommandLine;
using ReproBuild.Archives;
using ReproBuild.Causes;
using ReproBuild.Causes.Accepting;
using ReproBuild.Comparing;
using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;
using ReproBuild.Reporting;

namespace ReproBuild.Tool;

/// <summary><c>reprobuild diff A B</c>.</summary>
internal static class DiffCommand
{
    // What a listing of a version's changes shows where nobody says how much.
    private const int DefaultMax = 100;

    /// <summary>The command.</summary>
    /// <param name="output">Takes what was found.</param>
    /// <param name="error">Takes what went wrong.</param>
    public static Command Create(TextWriter output, TextWriter error)
    {
        var left = new Argument<string>("left") { Description = ImageArgument.Forms };
        var right = new Argument<string>("right") { Description = "What to compare it with." };
        left.Validators.Add(Paths.NotEmpty);
        right.Validators.Add(Paths.NotEmpty);
        var max = new Option<int?>("--max") { Description = "List the differences instead of explaining them, at most so many; 0 for all." };
        max.Validators.Add(Numbers.NotNegative);

        var dockerfile = new Option<string?>("--dockerfile") { Description = "The Dockerfile that made both, so that differences are blamed on its lines." };
        dockerfile.Validators.Add(Paths.File);
        var target = new Option<string?>("--target") { Description = "The stage of the Dockerfile that was built; the last where it is not given." };

        var expect = new Option<string[]>("--expect")
        {
            Description = "What a new version may change: patterns of paths (app/**), or of fields ($.history*). What changes outside of them fails.",
            AllowMultipleArgumentsPerToken = true,
        };
        expect.Validators.Add(Paths.NotEmpty);

        var command = new Command(
            "diff",
            "Compares two images, and says on one screen what differs, why, and what to do. Exit codes: 0 equal, 1 different, 2 could not tell, 3 bad usage.\n\n"
            + "Examples:\n  reprobuild diff build-1.oci.tar build-2.oci.tar --dockerfile Dockerfile\n  reprobuild diff v1.tar v2.tar --expect 'app/**'")
        {
            left, right, dockerfile, target, max, expect,
        };
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(expect) is { Length: > 0 } expected)
            {
                return Task.FromResult(VersionDiff.Run(
                    parsed.GetValue(left)!, parsed.GetValue(right)!, Options(parsed), expected, parsed.GetValue(max) ?? DefaultMax, output, error, cancellation));
            }

            using var leftArchive = ImageArgument.Open(parsed.GetValue(left)!, cancellation);
            using var rightArchive = ImageArgument.Open(parsed.GetValue(right)!, cancellation);
            var comparison = parsed.GetValue(max) is { } most
                ? List(leftArchive, rightArchive, Options(parsed), new DifferencePrinter(output, most), cancellation)
                : Explain(leftArchive, rightArchive, Options(parsed), output, error, cancellation);
            return Task.FromResult(Conclude(comparison, error));
        });
        return command;

        ComparerOptions Options(ParseResult parsed) => new()
        {
            Dockerfile = parsed.GetValue(dockerfile) is { } path ? Dockerfile.Load(Path.GetFullPath(path)) : null,
            Target = parsed.GetValue(target),
        };
    }

    private static Comparison List(ImageArchive left, ImageArchive right, ComparerOptions options, DifferencePrinter printer, CancellationToken cancellation)
    {
        var comparison = ImageComparer.Compare(left, right, options, printer.Add, cancellation);
        printer.Conclude(comparison);
        return comparison;
    }

    private static Comparison Explain(ImageArchive left, ImageArchive right, ComparerOptions options, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        Diagnosis diagnosis;
        using (var progress = ProgressLine.Begin(error, left, right)) diagnosis = Explaining.Diagnose(left, right, options, AcceptanceSet.None, progress, cancellation);
        foreach (string line in ConsoleSummary.Lines(diagnosis)) output.WriteLine(line);
        output.Flush();
        return diagnosis.Comparison;
    }

    private static int Conclude(Comparison comparison, TextWriter error)
    {
        foreach (var reason in comparison.NotCompared) error.WriteLine(reason with { Severity = Severity.Error });
        return comparison.Verdict switch
        {
            Verdict.Reproducible => ExitCode.Equal,
            Verdict.Divergent => ExitCode.Different,
            _ => ExitCode.Unknown,
        };
    }
}
