namespace ReproBuild.Benchmarks;

/// <summary>What the line adds to <c>dotnet build</c> of a project that is built already.</summary>
/// <remarks>
/// <c>own</c> is what ours adds to an SDK with nothing in it. Either has MSBuild load NuGet once more, to find it; <c>Sdk.props</c> says what
/// that would cost. A PackageReference asks for no SDK.
/// </remarks>
internal sealed class NoOpBuildBenchmark(Projects projects) : IBenchmark
{
    // A build of a second swings by a tenth: this many hold the medians within a hundredth or two.
    private const int Rounds = 45;

    public string Name => "no-op";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        string[] folders =
        [
            projects.Make("without", ""), projects.Make("empty", Projects.EmptyLine), projects.Make("with", Projects.Line),
            projects.Make("empty-reference", Projects.EmptyReference), projects.Make("reference", Projects.Reference),
        ];
        foreach (string folder in folders) await projects.DotnetAsync(folder, "build");
        double[] seconds = await Bench.MediansAsync(Rounds, [.. folders.Select(f => (Func<Task>)(() => projects.DotnetAsync(f, "build")))]);
        var (without, empty, with, emptyReference, reference) = (seconds[0], seconds[1], seconds[2], seconds[3], seconds[4]);
        yield return new Figure("no-op-build", with / without, 1.02, $"with the line {with:0.000} s, without {without:0.000} s");
        yield return new Figure("no-op-build-own", with / empty, 1.02, $"with the line {with:0.000} s, with that of an empty SDK {empty:0.000} s");
        yield return new Figure("no-op-build-reference", reference / emptyReference, 1.02,
            $"with a PackageReference {reference:0.000} s, with one to an empty package {emptyReference:0.000} s");
    }
}
