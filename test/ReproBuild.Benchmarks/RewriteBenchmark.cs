namespace ReproBuild.Benchmarks;

/// <summary>Rewriting an image of one layer, against gzip -6 on the same bytes.</summary>
internal sealed class RewriteBenchmark(Bench bench) : IBenchmark
{
    public string Name => "rewrite";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        string image = LayerPairBenchmark.Make(bench, "frameworks-1", 1_700_000_000);
        string blob = LayoutWriter.LargestBlob(image), rewritten = bench.Output("rewritten");
        string tar = bench.Input("frameworks-1.tar", path => Bench.ShellAsync($"zcat < '{blob}' > '{path}'").GetAwaiter().GetResult());
        var (tool, gzip) = await Bench.MediansAsync(
            3,
            () => bench.ToolAsync(0, "rewrite", image, rewritten, "--epoch", "1700000000"),
            () => Bench.ShellAsync($"gzip -6 < '{tar}' > /dev/null"));
        yield return new Figure("rewrite", tool / gzip, 0.7, $"reprobuild {tool:0.000} s, gzip -6 {gzip:0.000} s, {new FileInfo(tar).Length >> 20} MiB");
    }
}
