using System.Globalization;
using ReproBuild.Benchmarks;

// Usage: ReproBuild.Benchmarks FOLDER TOOL [NAME…]: inputs are made in FOLDER and kept there; TOOL is the published reprobuild.
if (args.Length < 2)
{
    Console.Error.WriteLine("Give the folder for inputs and the tool's path, then the names of benchmarks, or none for all.");
    return 3;
}

var bench = new Bench(Path.GetFullPath(args[0]), Path.GetFullPath(args[1]));
IBenchmark[] all = [new LayerPairBenchmark(bench), new LargeImageBenchmark(bench), new MemoryBenchmark(bench), new RewriteBenchmark(bench), new SdkBenchmark(bench, Path.GetFullPath("artifacts/packages"))];
bool over = false;
foreach (var benchmark in all.Where(b => args.Length == 2 || args.Skip(2).Contains(b.Name)))
{
    await foreach (var figure in benchmark.RunAsync())
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figure.Name}\t{figure.Ratio:0.00}\t{figure.Limit:0.00}"));
        Console.Error.WriteLine($"  {figure.Detail}");
        over |= figure.Ratio > figure.Limit;
    }
}

return over ? 1 : 0;
