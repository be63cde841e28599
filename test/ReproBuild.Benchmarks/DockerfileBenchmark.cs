using System.Diagnostics;
using System.Globalization;
using ReproBuild.Dockerfiles;
using ReproBuild.Pinning;

namespace ReproBuild.Benchmarks;

/// <summary>Reading a Dockerfile of 1 MB and finding its images, in a process that is warm; and of 8 MB, which must take four times as long as 2 MB.</summary>
/// <remarks>Of 1 MB all that is made fits the collector's first generation, and of more it does not: what is compared is collected alike.</remarks>
internal sealed class DockerfileBenchmark : IBenchmark
{
    private const double Bound = 0.050;
    private const int Times = 15;

    public string Name => "dockerfile";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        await Task.CompletedTask;
        string one = Make(1 << 20), two = Make(2 << 20), eight = Make(8 << 20);
        Seconds(one);
        double first = Seconds(one), second = Seconds(two), third = Seconds(eight);
        yield return new Figure("dockerfile-1MB", first / Bound, 1, $"{first * 1000:0.0} ms of {Bound * 1000:0} ms");
        yield return new Figure("dockerfile-linear", third / second / 4, 1.5, $"2 MB: {second * 1000:0.0} ms, 8 MB: {third * 1000:0.0} ms");
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

        return text.ToString();
    }
}
