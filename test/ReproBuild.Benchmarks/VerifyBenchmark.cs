using System.Diagnostics;
using ReproBuild.Building;
using ReproBuild.Building.Dotnet;
using ReproBuild.Diagnostics;
using ReproBuild.Registries;
using ReproBuild.Sources;

namespace ReproBuild.Benchmarks;

/// <summary>
/// <c>dotnet build -t:VerifyReproducible</c> as a user types it, restore included, against twice the time of one of its builds that
/// runs alone: the same <c>dotnet publish -t:PublishContainer</c> in the same kind of copy with the same caches.
/// </summary>
internal sealed class VerifyBenchmark(Projects projects) : IBenchmark
{
    private const int Rounds = 5;

    public string Name => "verify";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        string folder = projects.Make("verified", Projects.Line);
        await projects.DotnetAsync(folder, "build");
        var (whole, builds) = (new List<double>(), new List<double>());
        for (int i = 0; i <= Rounds; i++)
        {
            var watch = Stopwatch.StartNew();
            await projects.DotnetAsync(folder, "build", "-t:VerifyReproducible", "-p:ContainerBaseImage=scratch");
            double verified = watch.Elapsed.TotalSeconds, alone = await AloneAsync(folder);
            // The first round warms the caches.
            if (i > 0) (whole, builds) = ([.. whole, verified], [.. builds, 2 * alone]);
        }
        yield return new Figure("verify-reproducible", Bench.Median(whole) / Bench.Median(builds), 1.1,
            $"whole {Bench.Median(whole):0.0} s, its two builds one after the other {Bench.Median(builds):0.0} s");
    }

    private async Task<double> AloneAsync(string folder)
    {
        var project = new DotnetProject
        {
            ProjectFile = Path.Combine(folder, "app.csproj"),
            Dotnet = "dotnet",
            GlobalProperties = new Dictionary<string, string>(),
        };
        await using var engine = await DotnetEngine.OpenAsync(project, new DotnetBase("scratch", null, new RegistryOptions()), rewrite: false, new Git(), CancellationToken.None);
        var plan = new BuildPlan
        {
            ProjectDirectory = folder,
            OutputDirectory = Path.Combine(folder, "alone"),
            Epoch = 1_700_000_000,
            Environment = engine.Variables.Concat(projects.Environment).ToDictionary(),
        };
        var pass = await new TwiceBuilder(engine.Builder).RunOnceAsync(plan, new Silent(), null, CancellationToken.None);
        Directory.Delete(plan.OutputDirectory, recursive: true);
        return pass.Duration.TotalSeconds;
    }

    private sealed class Silent : IBuildLog
    {
        public void Output(string line) { }

        public void Progress(string message) { }

        public void Report(Diagnostic diagnostic) => Console.Error.WriteLine(diagnostic);
    }
}
