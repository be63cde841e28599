using System.CommandLine;
using ReproBuild.Dockerfiles;
using ReproBuild.Linting;
using ReproBuild.Pinning;

namespace ReproBuild.Tool;

/// <summary><c>reprobuild lint DOCKERFILE</c>.</summary>
internal static class LintCommand
{
    /// <summary>The command.</summary>
    /// <param name="output">Takes the findings.</param>
    public static Command Create(TextWriter output)
    {
        var dockerfile = new Argument<string>("dockerfile") { Description = "The Dockerfile.", DefaultValueFactory = _ => "Dockerfile" };
        dockerfile.Validators.Add(Paths.File);
        var context = new Option<string?>("--context") { Description = "The build context; the Dockerfile's folder where it is not given." };
        context.Validators.Add(Paths.NotEmpty);
        var target = new Option<string?>("--target") { Description = "The stage that is built; the last where it is not given." };
        var command = new Command(
            "lint",
            "Names what makes another image of a Dockerfile elsewhere or another day, without building. It proves nothing. Exit codes: 0 nothing found, 1 something found, 2 could not tell, 3 bad usage.\n\n"
            + "Example: reprobuild lint Dockerfile --context .")
        {
            dockerfile, context, target,
        };
        command.SetAction(parsed =>
        {
            string path = Path.GetFullPath(parsed.GetValue(dockerfile)!);
            string folder = parsed.GetValue(context) is { } given ? Path.GetFullPath(given) : Path.GetDirectoryName(path)!;
            var findings = DockerfileLinter.Lint(new LintRequest(Dockerfile.Load(path), new ImageUseQuery { Target = parsed.GetValue(target) }, folder));
            foreach (var finding in findings) output.WriteLine(finding.Diagnostic);
            output.Flush();
            return findings.Count == 0 ? ExitCode.Equal : ExitCode.Different;
        });
        return command;
    }
}
