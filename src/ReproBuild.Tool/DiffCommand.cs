using System.CommandLine;
using ReproBuild.Archives;
using ReproBuild.Comparing;
using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;

namespace ReproBuild.Tool;

/// <summary><c>reprobuild diff A B</c>.</summary>
internal static class DiffCommand
{
    private const int DefaultMax = 100;

    /// <summary>The command.</summary>
    /// <param name="output">Takes what was found.</param>
    /// <param name="error">Takes what went wrong.</param>
    public static Command Create(TextWriter output, TextWriter error)
    {
        var left = new Argument<string>("left") { Description = "An OCI archive, an OCI layout folder or a docker-archive." };
        var right = new Argument<string>("right") { Description = "What to compare it with." };
        left.Validators.Add(Paths.NotEmpty);
        right.Validators.Add(Paths.NotEmpty);
        var max = new Option<int>("--max") { Description = "The most differences to print; 0 for all.", DefaultValueFactory = _ => DefaultMax };
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

        var command = new Command("diff", "Compares the images of two archives. Exit codes: 0 equal, 1 different, 2 could not tell, 3 bad usage.")
        {
            left, right, dockerfile, target, max, expect,
        };
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(expect) is { Length: > 0 } expected)
            {
                return Task.FromResult(VersionDiff.Run(
                    parsed.GetValue(left)!, parsed.GetValue(right)!, Options(parsed), expected, parsed.GetValue(max), output, error, cancellation));
            }

            var printer = new DifferencePrinter(output, parsed.GetValue(max));
            return Task.FromResult(Run(parsed.GetValue(left)!, parsed.GetValue(right)!, Options(parsed), printer, error, cancellation));
        });
        return command;

        ComparerOptions Options(ParseResult parsed) => new()
        {
            Dockerfile = parsed.GetValue(dockerfile) is { } path ? Dockerfile.Load(Path.GetFullPath(path)) : null,
            Target = parsed.GetValue(target),
        };
    }

    private static int Run(string left, string right, ComparerOptions options, DifferencePrinter printer, TextWriter error, CancellationToken cancellation)
    {
        using var leftArchive = ImageArchive.Open(Path.GetFullPath(left));
        using var rightArchive = ImageArchive.Open(Path.GetFullPath(right));
        var comparison = ImageComparer.Compare(leftArchive, rightArchive, options, printer.Add, cancellation);
        printer.Conclude(comparison);
        foreach (var reason in comparison.NotCompared) error.WriteLine(reason with { Severity = Severity.Error });
        return comparison.Verdict switch
        {
            Verdict.Reproducible => ExitCode.Equal,
            Verdict.Divergent => ExitCode.Different,
            _ => ExitCode.Unknown,
        };
    }
}
