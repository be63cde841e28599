using System.IO.Compression;

namespace ReproBuild.Benchmarks;

/// <summary>Memory that is resident at most, against 200 MB: a million entries that all differ, and a file of 4 GB.</summary>
internal sealed class MemoryBenchmark(Bench bench) : IBenchmark
{
    private const int Entries = 1_000_000;
    private const double Bound = 200_000_000;
    private const long FileSize = 4L << 30;

    public string Name => "memory";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        string inOrder = MakeEntries("million-1", 1, i => TarWriter.Name(i));
        yield return await MeasureAsync("memory-million-in-order", inOrder, MakeEntries("million-2", 2, i => TarWriter.Name(i)));
        yield return await MeasureAsync("memory-million-reversed", inOrder, MakeEntries("million-reversed", 2, i => TarWriter.Name(Entries - 1 - i)));
        yield return await MeasureAsync("memory-million-others", inOrder, MakeEntries("million-others", 2, i => TarWriter.Name(Entries + i)));
        yield return await MeasureAsync("memory-4GB-file", MakeFile("file-1", 1), MakeFile("file-2", 2));
    }

    private async Task<Figure> MeasureAsync(string name, string left, string right)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        long peak = await bench.PeakAsync(1, "diff", left, right, "--max", "100");
        return new Figure(name, peak / Bound, 1, $"{peak / 1_000_000} MB resident at most, {watch.Elapsed.TotalSeconds:0.0} s");
    }

    private string MakeEntries(string name, long mtime, Func<int, string> path) => bench.Input(name, folder =>
    {
        var layout = new LayoutWriter(folder);
        layout.Layer(CompressionLevel.Fastest, tar =>
        {
            for (int i = 0; i < Entries; i++) tar.File(path(i), [], mtime);
        });
        layout.Finish();
    });

    private string MakeFile(string name, byte last) => bench.Input(name, folder =>
    {
        var layout = new LayoutWriter(folder);
        layout.Layer(CompressionLevel.Fastest, tar => tar.File("disk.img", FileSize, 1, to =>
        {
            TarWriter.WriteZeros(to, FileSize - 1);
            to.WriteByte(last);
        }));
        layout.Finish();
    });
}
