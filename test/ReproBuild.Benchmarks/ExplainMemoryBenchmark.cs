using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using ReproBuild.Core.Tests.Causes.Dotnet;

namespace ReproBuild.Benchmarks;

/// <summary>Memory that is resident at most while differences are explained, against 300 MB: long texts and programs, archives in archives, archives that unpack to much, long applications, a huge file, a million files.</summary>
internal sealed class ExplainMemoryBenchmark(Bench bench) : IBenchmark
{
    private const double Bound = 300_000_000;
    private const int Long = 31 << 20, LongFiles = 8, ManyFiles = 1_000_000, ManyPacked = 64;
    private const long Huge = 4L << 30;

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
        yield return await MeasureAsync("explain-memory-unpacked", side => Make($"unpacked-{side}", tar =>
        {
            for (int i = 0; i < LongFiles; i++)
            {
                tar.File($"opt/{i}-members.zip", Zip(Thin(Long, i, side), 4, i, side), 1);
                tar.File($"opt/{i}-text.gz", Gzip(Thin(Long, i, side)), 1);
                tar.File($"opt/{i}-tree.tar.gz", Gzip(Tar(6, i, side)), 1);
                tar.File($"opt/{i}-tree.tar", Tar(5, i, side), 1);
            }

            for (int i = 0; i < ManyPacked; i++) tar.File($"srv/{i}.gz", Gzip(Thin(12 << 20, i, side)), 1);
        }));
        yield return await MeasureAsync("explain-memory-applications", side => Make($"applications-{side}", tar =>
        {
            for (int i = 0; i < LongFiles; i++)
            {
                tar.File($"app/App-{i}", Application(i, side), 1);
                tar.File($"app/App-{i}.jar", Jar(i, side), 1);
            }
        }));
        yield return await MeasureAsync("explain-memory-huge-file", side => Make($"huge-file-{side}", tar =>
            tar.File("var/lib/disk.img", Huge, 1, to =>
            {
                byte[] piece = new byte[16 << 20];
                for (long at = 0; at < Huge; at += piece.Length)
                {
                    piece[0] = (byte)side;
                    to.Write(piece);
                }
            })));
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

    // 90 MB, of which what is looked into differs.
    private static byte[] Application(int seed, int side) => TestBundle.Of($"{seed}-{side}",
        ("Runtime.dll", 1, Bytes.Make(60 << 20, seed)), ("App.dll", 1, Changed(Bytes.Make(Long - 100, seed), side)), ("App.runtimeconfig.json", 4, [(byte)'{', (byte)'}']));

    private static byte[] Jar(int seed, int side)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in new[] { ("lib/library.jar", Bytes.Make(60 << 20, seed)), ("App.class", Changed(Bytes.Make(Long - 100, seed), side)) })
            {
                using var to = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                to.Write(content);
            }
        }

        return stream.ToArray();
    }

    // A text that is packed to a hundredth.
    private static byte[] Thin(int length, int seed, int side)
    {
        byte[] text = new byte[length], line = Encoding.ASCII.GetBytes(Convert.ToBase64String(Bytes.Make(6000, seed)) + "\n");
        for (int at = 0; at < length; at++) text[at] = line[at % line.Length];
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\nbuilt 2026-01-01T10:00:0{side}Z\n")).CopyTo(text, length / 2);
        return text;
    }

    private static byte[] Gzip(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(content);
        return stream.ToArray();
    }

    private static byte[] Tar(int members, int seed, int side)
    {
        using var stream = new MemoryStream();
        var tar = new TarWriter(stream);
        for (int i = 0; i < members; i++) tar.File($"text-{i}.txt", Text(6 << 20, (seed * members) + i, side), side);
        tar.End();
        return stream.ToArray();
    }

    private static byte[] Zip(byte[] content, int members, int seed, int side)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (int i = 0; i < members; i++)
            {
                var entry = zip.CreateEntry($"{seed}-{i}.txt", CompressionLevel.Fastest);
                entry.LastWriteTime = new DateTimeOffset(2026, 1, 1, 10, 0, 2 * side, TimeSpan.Zero);
                using var to = entry.Open();
                to.Write(content);
            }
        }

        return stream.ToArray();
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
