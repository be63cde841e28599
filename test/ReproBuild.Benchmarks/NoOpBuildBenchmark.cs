namespace ReproBuild.Benchmarks;

/// <summary>What the line adds to <c>dotnet build</c> of a project that is built already.</summary>
/// <remarks>
/// MSBuild asks NuGet to find every SDK that is a package, and most of that time goes into compiling NuGet's own code. It is
/// the same for any package; what ours adds to an empty one is a figure of its own.
/// </remarks>
internal sealed class NoOpBuildBenchmark(Projects projects) : IBenchmark
{
    private const int Rounds = 15;

    public string Name => "no-op";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        string[] folders = [projects.Make("without", ""), projects.Make("empty", Projects.EmptyLine), projects.Make("with", Projects.Line)];
        foreach (string folder in folders) await projects.DotnetAsync(folder, "build");
        double[] seconds = await Bench.MediansAsync(Rounds, [.. folders.Select(f => (Func<Task>)(() => projects.DotnetAsync(f, "build")))]);
        var (without, empty, with) = (seconds[0], seconds[1], seconds[2]);
        string detail = $"without the line {without:0.000} s, with an empty SDK package's {empty:0.000} s, with ours {with:0.000} s";
        yield return new Figure("no-op-build", with / without, 1.02, detail);
        yield return new Figure("no-op-build-against-an-empty-sdk", with / empty, 1.02, detail);
    }
}
