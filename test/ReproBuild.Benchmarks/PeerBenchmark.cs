namespace ReproBuild.Benchmarks;

/// <summary>Explaining the pair of 337 files, against diffoscope on their layers. A figure to look at: what diffoscope tells is something else.</summary>
/// <remarks>It gets the bare layers under names that it knows: of an image it compares the names of blobs and opens none.</remarks>
internal sealed class PeerBenchmark(Bench bench) : IBenchmark
{
    public string Name => "peers";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        if (!await IsThereAsync())
        {
            Console.Error.WriteLine("  diffoscope is not installed: its figure is left out.");
            yield break;
        }

        string left = LayerPairBenchmark.Make(bench, "frameworks-1", 1_700_000_000), right = LayerPairBenchmark.Make(bench, "frameworks-2", 1_700_000_001);
        var (tool, peer) = await Bench.MediansAsync(
            3,
            () => bench.ToolAsync(1, "diff", left, right),
            () => Bench.ShellAsync($"diffoscope --text '{left}.txt' '{Layer(left)}' '{Layer(right)}'; [ $? = 1 ] && grep -q 'file list' '{left}.txt'"));
        yield return new Figure("explain-against-diffoscope", tool / peer, null, $"reprobuild {tool:0.000} s, diffoscope {peer:0.000} s");
    }

    // The largest blob, as a file of its own: it does not follow links.
    private static string Layer(string layout)
    {
        string layer = layout + ".tar.gz";
        if (!File.Exists(layer)) File.Copy(new DirectoryInfo(Path.Combine(layout, "blobs", "sha256")).EnumerateFiles().MaxBy(f => f.Length)!.FullName, layer);
        return layer;
    }

    private static async Task<bool> IsThereAsync()
    {
        try
        {
            await Bench.ShellAsync("diffoscope --version > /dev/null 2>&1");
            return true;
        }
        catch (CliWrap.Exceptions.CommandExecutionException)
        {
            return false;
        }
    }
}
