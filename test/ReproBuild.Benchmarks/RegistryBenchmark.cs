using System.Diagnostics;
using System.IO.Compression;
using CliWrap;

namespace ReproBuild.Benchmarks;

/// <summary>An image with a layer of 512 MB pulled from and pushed to a registry on this machine, against <c>skopeo copy</c>, each as a process of its own.</summary>
internal sealed class RegistryBenchmark(Bench bench) : IBenchmark
{
    private const int Times = 3;
    private const double MemoryBound = 64_000_000;

    // At least 0.8 times the throughput.
    private const double TimeLimit = 1.25;

    public string Name => "registry";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        string layout = bench.Input("transfer", Make);
        var push = await PushAsync(layout);
        yield return Time("push", push);
        yield return Memory("push", push);
        var pull = await PullAsync(layout);
        yield return Time("pull", pull);
        yield return Memory("pull", pull);
    }

    // To a registry that has nothing yet, each time: skopeo remembers what it has sent where, and would not send it again.
    private async Task<Measured> PushAsync(string layout)
    {
        var measured = new Measured();
        for (int i = 0; i <= Times; i++)
        {
            var (first, own) = await StartAsync();
            await using (first) await measured.AddOwnAsync(i, () => OwnAsync("push", layout, $"{own}/app:v1"));
            var (second, other) = await StartAsync();
            await using (second) await measured.AddSkopeoAsync(i, () => SkopeoAsync("--dest-tls-verify=false", $"oci:{layout}", $"docker://{other}/app:v1"));
        }

        return measured;
    }

    private async Task<Measured> PullAsync(string layout)
    {
        var measured = new Measured();
        string folder = bench.Output("pulled");
        var (registry, host) = await StartAsync();
        await using (registry)
        {
            await OwnAsync("push", layout, $"{host}/app:v1");
            for (int i = 0; i <= Times; i++)
            {
                await measured.AddOwnAsync(i, () => OwnAsync("pull", $"{host}/app:v1", folder));
                Directory.Delete(folder, recursive: true);
                await measured.AddSkopeoAsync(i, () => SkopeoAsync("--src-tls-verify=false", $"docker://{host}/app:v1", $"oci:{folder}"));
                Directory.Delete(folder, recursive: true);
            }
        }

        return measured;
    }

    private Task<(RegistryProcess Registry, string Host)> StartAsync() => RegistryProcess.StartAsync(bench.Output("registry"));

    private static Task<long> OwnAsync(params string[] arguments) => Bench.PeakAsync(Environment.ProcessPath!, 0, arguments);

    private static async Task SkopeoAsync(params string[] arguments)
    {
        try
        {
            await Cli.Wrap("skopeo").WithArguments(["--insecure-policy", "copy", "--quiet", .. arguments]).ExecuteAsync();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException("skopeo is not on the PATH; type: ./build/engines.sh up; eval \"$(./build/engines.sh env)\"", e);
        }
    }

    private static Figure Time(string what, Measured m) => new(
        $"{what}-time", m.Own / m.Skopeo, TimeLimit, $"{what}: {m.Own:0.00} s, skopeo copy {m.Skopeo:0.00} s ({m.Skopeo / m.Own:0.00} x its throughput)");

    private static Figure Memory(string what, Measured m) => new($"{what}-memory", m.Peak / MemoryBound, 1, $"{what}: {m.Peak / 1_000_000} MB resident at most, of 64");

    // Bytes that do not shrink: what is measured is how they travel.
    private static void Make(string folder)
    {
        var layout = new LayoutWriter(folder);
        layout.Layer(CompressionLevel.NoCompression, tar =>
        {
            byte[] bytes = new byte[16 << 20];
            var random = new Random(1);
            for (int i = 0; i < 32; i++)
            {
                random.NextBytes(bytes);
                tar.File(TarWriter.Name(i), bytes, 1);
            }
        });
        layout.Finish();
    }

    /// <summary>The rounds; the first is not counted.</summary>
    private sealed class Measured
    {
        private readonly List<double> _own = [], _skopeo = [];

        public double Own => Bench.Median(_own);

        public double Skopeo => Bench.Median(_skopeo);

        public long Peak { get; private set; }

        public async Task AddOwnAsync(int round, Func<Task<long>> run)
        {
            var watch = Stopwatch.StartNew();
            Peak = Math.Max(Peak, await run());
            if (round > 0) _own.Add(watch.Elapsed.TotalSeconds);
        }

        public async Task AddSkopeoAsync(int round, Func<Task> run)
        {
            var watch = Stopwatch.StartNew();
            await run();
            if (round > 0) _skopeo.Add(watch.Elapsed.TotalSeconds);
        }
    }
}
