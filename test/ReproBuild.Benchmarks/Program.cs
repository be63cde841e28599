using System.Globalization;
using ReproBuild.Benchmarks;

// Usage: ReproBuild.Benchmarks FOLDER TOOL PACKAGES [NAME…]: inputs are made in FOLDER and kept there; TOOL is reprobuild as it was
// installed, PACKAGES the folder that build/pack.sh packs into.
// What the benchmark of registries starts, so that it is measured as a process.
if (await Transfer.RunAsync(args) is { } exitCode) return exitCode;
if (args.Length < 3)
{
    Console.Error.WriteLine("Give the folder for inputs, the tool's path and the folder of packages, then the names of benchmarks, or none for all.");
    return 3;
}

var bench = new Bench(Path.GetFullPath(args[0]), Path.GetFullPath(args[1]));
var projects = new Projects(bench, Path.GetFullPath(args[2]));
IBenchmark[] all =
[
    new LayerPairBenchmark(bench), new LargeImageBenchmark(bench), new MemoryBenchmark(bench), new RewriteBenchmark(bench),
    new ExplainBenchmark(bench), new ExplainMemoryBenchmark(bench), new PeerBenchmark(bench), new DockerfileBenchmark(bench), new RegistryBenchmark(bench),
    new NoOpBuildBenchmark(projects), new VerifyBenchmark(projects),
];
string[] asked = args[3..];
if (asked.Except(all.Select(b => b.Name)).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"There is no benchmark \"{unknown}\". There are: {string.Join(", ", all.Select(b => b.Name))}.");
    return 3;
}

bool failed = false;
foreach (var benchmark in all.Where(b => asked.Length == 0 || asked.Contains(b.Name)))
{
    try
    {
        await foreach (var figure in benchmark.RunAsync())
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figure.Name}\t{figure.Ratio:0.00}\t{(figure.Limit is { } limit ? $"{limit:0.00}" : "none")}"));
            Console.Error.WriteLine($"  {figure.Detail}");
            // As printed: nobody can see that 1.021 is not 1.02.
            failed |= Math.Round(figure.Ratio, 2) > figure.Limit;
        }
    }
    catch (Exception exception) when (exception is InvalidOperationException or IOException or CliWrap.Exceptions.CommandExecutionException or ReproBuild.Diagnostics.ReproException)
    {
        // The figures of the others are still wanted.
        Console.Error.WriteLine($"{benchmark.Name} could not be measured: {exception.Message}");
        failed = true;
    }
}

return failed ? 1 : 0;
