using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CliWrap;

namespace ReproBuild.Benchmarks;

/// <summary>
/// What the package adds to an ordinary build that has nothing to do, and to the two builds of a verification. Takes the package
/// that <c>build/pack.sh</c> made.
/// </summary>
internal sealed partial class SdkBenchmark(Bench bench, string packages) : IBenchmark
{
    private const int Pairs = 7;

    public string Name => "sdk";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        string with = Project("with", "<Sdk Name=\"ReproBuild.Sdk\" Version=\"1.0.0\" />"), without = Project("without", "");
        foreach (string project in new[] { with, without }) await DotnetAsync(project, "build");
        var (ours, plain) = await Bench.MediansAsync(Pairs, () => DotnetAsync(with, "build", "--no-restore"), () => DotnetAsync(without, "build", "--no-restore"));
        yield return new Figure("no-op-build", ours / plain, 1.02, $"with the line {ours:0.000} s, without {plain:0.000} s");

        var ratios = new List<(double Whole, double Builds)>();
        for (int i = 0; i < 3; i++)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            string output = await DotnetAsync(with, "build", "-t:VerifyReproducible", "-p:ContainerBaseImage=scratch");
            ratios.Add((watch.Elapsed.TotalSeconds, Took().Matches(output).Sum(m => double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))));
        }
        var (whole, builds) = ratios.OrderBy(r => r.Whole / r.Builds).ElementAt(ratios.Count / 2);
        yield return new Figure("verify-reproducible", whole / builds, 1.1, $"whole {whole:0.0} s, its two builds {builds:0.0} s");
    }

    private string Project(string name, string line)
    {
        string folder = bench.Output(Path.Combine("projects", name));
        Directory.CreateDirectory(folder);
        // Neither the repository's own settings nor its history belong to a user's project.
        foreach (string stop in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            File.WriteAllText(Path.Combine(folder, stop), "<Project />");
        File.WriteAllText(Path.Combine(folder, "NuGet.config"), $"<configuration><packageSources><add key=\"reprobuild-local\" value=\"{packages}\" /></packageSources></configuration>");
        File.WriteAllText(Path.Combine(folder, "app.csproj"),
            $"<Project Sdk=\"Microsoft.NET.Sdk.Web\">{line}<PropertyGroup><TargetFramework>net10.0</TargetFramework><RuntimeIdentifier>linux-x64</RuntimeIdentifier><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>");
        File.WriteAllText(Path.Combine(folder, "Program.cs"), "var app = WebApplication.Create(args);\napp.Run();\n");
        return folder;
    }

    private async Task<string> DotnetAsync(string folder, string verb, params string[] arguments)
    {
        var output = new StringBuilder();
        await Cli.Wrap("dotnet").WithArguments([verb, .. arguments, "-nologo", "-nodeReuse:false", "-tl:off", "-v:minimal"]).WithWorkingDirectory(folder)
            .WithEnvironmentVariables(e => e.Set("SOURCE_DATE_EPOCH", "1700000000").Set("NUGET_PACKAGES", Path.Combine(bench.Output("nuget"))).Set("CI", null))
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output)).ExecuteAsync();
        return output.ToString();
    }

    [GeneratedRegex("Build [12] with dotnet took ([0-9.]+) s")]
    private static partial Regex Took();
}
