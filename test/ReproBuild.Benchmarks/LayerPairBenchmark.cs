using System.IO.Compression;
using System.Runtime.InteropServices;

namespace ReproBuild.Benchmarks;

/// <summary>Two 50 MB gzip layers of 337 files that differ in times alone, against zcat on both at once.</summary>
internal sealed class LayerPairBenchmark(Bench bench) : IBenchmark
{
    private const int Files = 337;

    public string Name => "layers";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        string left = Make(bench, "frameworks-1", 1_700_000_000), right = Make(bench, "frameworks-2", 1_700_000_001);
        string l = LayoutWriter.LargestBlob(left), r = LayoutWriter.LargestBlob(right);
        var (tool, zcat) = await Bench.MediansAsync(
            9, () => bench.ToolAsync(1, "diff", left, right, "--max", "0"), () => Bench.UnpackAsync(l, r));
        yield return new Figure("diff-337-files", tool / zcat, 0.6, $"reprobuild {tool:0.000} s, zcat on both in parallel {zcat:0.000} s, {new FileInfo(l).Length >> 20} MiB a side");
    }

    /// <summary>One side; also what is rewritten.</summary>
    public static string Make(Bench bench, string name, long mtime) => bench.Input(name, folder =>
    {
        var layout = new LayoutWriter(folder);
        layout.Layer(CompressionLevel.Optimal, tar =>
        {
            foreach (var (number, file) in DotNetFiles().Index()) tar.File($"app/{number}/{Path.GetFileName(file)}", File.ReadAllBytes(file), mtime);
        });
        layout.Finish();
    });

    private static string DotNetRoot => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    // What a .NET image's layer holds: the shared frameworks of the .NET that runs this, filled up from its SDK.
    private static IEnumerable<string> DotNetFiles() => FilesOf("shared").Concat(FilesOf("sdk")).Take(Files);

    private static IEnumerable<string> FilesOf(string folder) => Directory
        .EnumerateFiles(Path.Combine(DotNetRoot, folder), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
