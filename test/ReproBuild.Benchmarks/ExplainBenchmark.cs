using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace ReproBuild.Benchmarks;

/// <summary>Explaining, against zcat on both sides at once: the 337 files whose times differ, and 10,000 small files whose contents do.</summary>
internal sealed class ExplainBenchmark(Bench bench) : IBenchmark
{
    private const int Files = 10_000;

    public string Name => "explain";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        yield return await MeasureAsync(
            "explain-337-files", 0.8, 9, LayerPairBenchmark.Make(bench, "frameworks-1", 1_700_000_000), LayerPairBenchmark.Make(bench, "frameworks-2", 1_700_000_001));
        yield return await MeasureAsync("explain-10000-files", 3, 5, Make("small-files-1", 1), Make("small-files-2", 2));
    }

    private async Task<Figure> MeasureAsync(string name, double limit, int times, string left, string right)
    {
        string l = LayoutWriter.LargestBlob(left), r = LayoutWriter.LargestBlob(right);
        var (tool, zcat) = await Bench.MediansAsync(times, () => bench.ToolAsync(1, "diff", left, right), () => Bench.UnpackAsync(l, r));
        return new Figure(name, tool / zcat, limit, $"reprobuild {tool:0.000} s, zcat on both in parallel {zcat:0.000} s, {new FileInfo(l).Length >> 20} MiB a side");
    }

    private string Make(string name, int side) => bench.Input(name, folder =>
    {
        var layout = new LayoutWriter(folder);
        layout.Layer(CompressionLevel.Optimal, tar =>
        {
            for (int i = 0; i < Files; i++) tar.File(TarWriter.Name(i), Content(i, side), 1);
        });
        layout.Finish();
    });

    // In equal parts: a time in a text, members of an object in another order, a time in gzip's header, and bytes that nobody explains.
    private static byte[] Content(int number, int side)
    {
        byte[] common = Bytes.Make(1500 + number * 7919 % 4000, number);
        string text = Convert.ToBase64String(common, Base64FormattingOptions.InsertLineBreaks);
        string[] members = [$"\"name\": \"module-{number}\"", $"\"text\": \"{Convert.ToBase64String(common)}\"", "\"files\": [1, 2, 3]"];
        return (number % 4) switch
        {
            0 => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{text}\n# built at 2026-01-01T10:{number % 60:00}:0{side}Z\n{text}\n")),
            1 => Encoding.UTF8.GetBytes($"{{{string.Join(", ", side == 1 ? members : members.Reverse())}}}"),
            2 => Gzip(common, 1_700_000_000 + side),
            _ => [.. common, .. Bytes.Make(200, -number - side), .. common],
        };
    }

    private static byte[] Gzip(byte[] content, int time)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(content);
        byte[] bytes = packed.ToArray();
        BitConverter.TryWriteBytes(bytes.AsSpan(4), time);
        return bytes;
    }
}
