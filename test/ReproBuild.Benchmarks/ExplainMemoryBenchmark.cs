using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace ReproBuild.Benchmarks;

/// <summary>Memory that is resident at most while differences are explained, against 300 MB: long texts and archives, many files, archives in archives.</summary>
internal sealed class ExplainMemoryBenchmark(Bench bench) : IBenchmark
{
    private const double Bound = 300_000_000;
    private const int Long = 31 << 20, LongFiles = 8, ManyFiles = 300_000;

    public string Name => "explain-memory";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        yield return await MeasureAsync("explain-memory-long-texts", side => Make($"long-texts-{side}", tar =>
        {
            for (int i = 0; i < LongFiles; i++) tar.File($"var/lib/text-{i}.txt", Text(Long, i, side), 1);
        }));
        yield return await MeasureAsync("explain-memory-long-binaries", side => Make($"long-binaries-{side}", tar =>
        {
            for (int i = 0; i < LongFiles; i++) tar.File($"usr/lib/lib-{i}.so", Changed(Bytes.Make(Long, i), side), 1);
        }));
        yield return await MeasureAsync("explain-memory-nested", side => Make($"nested-{side}", tar =>
        {
            for (int i = 0; i < LongFiles; i++) tar.File($"usr/share/nested-{i}.zip", Nested(i, side), 1);
        }));
        yield return await MeasureAsync("explain-memory-many-files", side => Make($"many-files-{side}", tar =>
        {
            for (int i = 0; i < ManyFiles; i++)
                tar.File(TarWriter.Name(i), Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{i}\n{(i % 2 == 0 ? $"2026-01-01 10:00:0{side}" : $"value {i * 17L * side}")}\n")), side);
        }));
    }

    private async Task<Figure> MeasureAsync(string name, Func<int, string> make)
    {
        string left = make(1), right = make(2);
        var watch = Stopwatch.StartNew();
        long peak = await bench.PeakAsync(1, "explain", left, right, "--report", bench.Output("report"));
        return new Figure(name, peak / Bound, 1, $"{peak / 1_000_000} MB resident at most, {watch.Elapsed.TotalSeconds:0.0} s");
    }

    private string Make(string name, Action<TarWriter> write) => bench.Input(name, folder =>
    {
        var layout = new LayoutWriter(folder);
        layout.Layer(CompressionLevel.Fastest, write);
        layout.Finish();
    });

    private static byte[] Text(int length, int seed, int side)
    {
        byte[] text = Encoding.ASCII.GetBytes(Convert.ToBase64String(Bytes.Make(length / 4 * 3 - 100_000, seed), Base64FormattingOptions.InsertLineBreaks));
        for (int at = 1000; at < text.Length - 100; at += text.Length / 5)
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\nbuilt 2026-01-01T10:00:0{side}Z\n")).CopyTo(text, at);
        return text;
    }

    private static byte[] Changed(byte[] bytes, int side)
    {
        for (int at = 1000; at < bytes.Length; at += bytes.Length / 100) bytes[at] = (byte)side;
        return bytes;
    }

    // 30 MB in three archives, one in another, whose innermost texts hold times.
    private static byte[] Nested(int seed, int side)
    {
        byte[] content = Text(5 << 20, seed, side);
        for (int depth = 0; depth < 3; depth++) content = Zip(content, depth, side);
        return content;
    }

    private static byte[] Zip(byte[] content, int depth, int side)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string name in new[] { "first", "second" })
            {
                var entry = zip.CreateEntry($"{name}-{depth}.zip", depth == 0 ? CompressionLevel.Fastest : CompressionLevel.NoCompression);
                entry.LastWriteTime = new DateTimeOffset(2026, 1, 1, 10, 0, 2 * side, TimeSpan.Zero);
                using var to = entry.Open();
                to.Write(content);
            }
        }

        return stream.ToArray();
    }
}
