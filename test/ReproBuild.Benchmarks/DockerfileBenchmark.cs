using System.Diagnostics;
using System.Globalization;
using ReproBuild.Dockerfiles;
using ReproBuild.Pinning;

namespace ReproBuild.Benchmarks;

/// <summary>What a Dockerfile of 1 MB adds to the tool's process; and in one process, that of 32 MB takes four times as long as that of 8 MB.</summary>
/// <remarks>
/// The last stage needs nothing of the others: they are read, checked and searched for images, but there is nothing in it to lint.
/// Every reading of 8 MB is collected, and that of 2 MB in some of its runs alone: then the median tells of another thing than time a byte.
/// </remarks>
internal sealed class DockerfileBenchmark(Bench bench) : IBenchmark
{
    private const double Bound = 0.050;
    private const int Rounds = 25, Times = 9;

    public string Name => "dockerfile";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        string large = bench.Input("1MB.Dockerfile", path => File.WriteAllText(path, Make(1 << 20))), small = bench.Input("small.Dockerfile", path => File.WriteAllText(path, Make(1)));
        var (with, without) = await Bench.MediansAsync(Rounds, () => bench.ToolAsync(0, "lint", large), () => bench.ToolAsync(0, "lint", small));
        yield return new Figure("dockerfile-1MB", (with - without) / Bound, 1, $"a process with 1 MB: {with * 1000:0.0} ms, with four lines: {without * 1000:0.0} ms; {Bound * 1000:0} ms between them are promised");

        string eight = Make(8 << 20), thirtyTwo = Make(32 << 20);
        Seconds(eight);
        double first = Seconds(eight), second = Seconds(thirtyTwo);
        yield return new Figure("dockerfile-linear", second / first / 4, 1.5, $"8 MB: {first * 1000:0} ms, 32 MB: {second * 1000:0} ms");
    }

    private static double Seconds(string text)
    {
        var times = new List<double>();
        for (int i = 0; i < Times; i++)
        {
            long start = Stopwatch.GetTimestamp();
            PinChecker.FindImages(Dockerfile.Parse(text, "/Dockerfile"), new ImageUseQuery());
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return times.Order().ElementAt(Times / 2);
    }

    private static string Make(int length)
    {
        var text = new System.Text.StringBuilder("# syntax=docker/dockerfile:1\nARG VERSION=1.24\nFROM golang:${VERSION} AS build\n");
        for (int i = 0; text.Length < length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"# step {i}\nENV STEP_{i % 50}=\"value {i}\"\nCOPY --from=build /src/{i} /dst/{i}\n")
                .Append(CultureInfo.InvariantCulture, $"RUN --mount=type=cache,target=/c apt-get update && \\\n    # why\n    apt-get install -y package-{i} && \\\n    rm -rf /var/lib/apt/lists/*\n")
                .Append(CultureInfo.InvariantCulture, $"RUN <<EOF\necho {i} > /file\nEOF\n");
        }

        return text.Append("FROM scratch\n").ToString();
    }
}
