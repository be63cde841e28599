using System.IO.Compression;

namespace ReproBuild.Benchmarks;

/// <summary>Two 5 GB images with one differing 10 MB layer, against a second and the hashing of that layer.</summary>
internal sealed class LargeImageBenchmark(Bench bench) : IBenchmark
{
    public string Name => "large";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        string left = Make("large-left", 1), right = Make("large-right", 2);
        string l = Second(left), r = Second(right);
        var (tool, hash) = await Bench.MediansAsync(
            5, () => bench.ToolAsync(1, "diff", left, right, "--max", "100"), () => Bench.ShellAsync($"sha256sum '{l}' '{r}' > /dev/null"));
        yield return new Figure("diff-5GB-image", tool / (1 + hash), 1, $"reprobuild {tool:0.000} s, sha256sum {hash:0.000} s and a second");
    }

    private static string Second(string layout) => Directory.GetFiles(Path.Combine(layout, "blobs", "sha256"))
        .OrderByDescending(f => new FileInfo(f).Length).ElementAt(1);

    private string Make(string name, int seed) => bench.Input(name, folder =>
    {
        var layout = new LayoutWriter(folder);
        layout.Hole(5_000_000_000);
        layout.Layer(CompressionLevel.Optimal, tar =>
        {
            for (int i = 0; i < 67; i++) tar.File(TarWriter.Name(i), Bytes.Make(430_000, i == 40 ? 1000 + seed : i), 1);
        });
        layout.Finish();
    });
}
