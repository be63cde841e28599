using System.Diagnostics;
using System.Globalization;
using ReproBuild.Building;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;

namespace ReproBuild.Sdk.Tests.Engines;

[TestClass]
public sealed class StoppedBuildTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("buildx")]
    [DataRow("buildah")]
    [DataRow("podman")]
    public async Task Cancelling_ends_the_step_that_runs_and_removes_what_is_half_done(string engine)
    {
        using var build = new LongBuild();
        using var cancel = new CancellationTokenSource();
        var log = new ListLog { OnLine = line => { if (LongBuild.Runs(line)) cancel.Cancel(); } };
        var builder = await TestEngine.RequireAsync(engine, build.Plan, TestContext.CancellationToken);

        var error = await Assert.ThrowsExactlyAsync<ReproException>(() =>
            new TwiceBuilder(builder).RunAsync(build.Plan, log, null, cancel.Token));

        Assert.AreEqual("REPRO4003", error.Diagnostic.Code);
        await build.AssertStepIsGoneAsync(TestContext.CancellationToken);
        build.AssertNothingIsLeft();
    }

    [TestMethod]
    [DataRow("buildx")]
    [DataRow("buildah")]
    public async Task A_build_that_takes_too_long_is_REPRO4004_and_its_step_is_gone(string engine)
    {
        using var build = new LongBuild();
        var plan = build.Plan with { Timeout = TimeSpan.FromSeconds(8) };
        var builder = await TestEngine.RequireAsync(engine, plan, TestContext.CancellationToken);

        var error = await Assert.ThrowsExactlyAsync<ReproException>(() =>
            new TwiceBuilder(builder).RunAsync(plan, new ListLog(), null, TestContext.CancellationToken));

        Assert.AreEqual("REPRO4004", error.Diagnostic.Code);
        await build.AssertStepIsGoneAsync(TestContext.CancellationToken);
        build.AssertNothingIsLeft();
    }

    [TestMethod]
    [DataRow("buildah")]
    [DataRow("podman")]
    public async Task An_engine_that_is_killed_leaves_neither_images_nor_mounts_in_the_users_storage(string engine)
    {
        using var build = new LongBuild();
        var log = new ListLog { OnLine = line => { if (LongBuild.Runs(line)) build.KillEngine(); } };
        var builder = await TestEngine.RequireAsync(engine, build.Plan, TestContext.CancellationToken);

        var error = await Assert.ThrowsExactlyAsync<ReproException>(() =>
            new TwiceBuilder(builder).RunAsync(build.Plan, log, null, TestContext.CancellationToken));

        Assert.AreEqual("REPRO4001", error.Diagnostic.Code);
        build.KillStep();
        build.AssertNothingIsLeft();
    }

    /// <summary>A build whose step runs for minutes, under a number that no other process has.</summary>
    private sealed class LongBuild : IDisposable
    {
        private readonly TestRepository repository = new();
        private readonly string seconds = Random.Shared.Next(1_000_000, 9_000_000).ToString(CultureInfo.InvariantCulture);

        public LongBuild()
        {
            repository.Write("Dockerfile", $"FROM {TestEngine.Busybox}\nRUN echo made > /made\nRUN echo step-runs && sleep {seconds}\n");
            repository.Commit();
            // A storage of the test's own, so that everything in it and beside it is known.
            repository.Around.Write("storage.conf", $"""
                [storage]
                driver = "overlay"
                graphroot = "{repository.Around["containers/storage"]}"
                runroot = "{repository.Around["run/storage"]}"
                """);
            Plan = TestEngine.Plan(repository) with
            {
                Environment = new Dictionary<string, string?> { ["CONTAINERS_STORAGE_CONF"] = repository.Around["storage.conf"] },
            };
        }

        public BuildPlan Plan { get; }

        public static bool Runs(string line) => line.TrimEnd().EndsWith("step-runs", StringComparison.Ordinal)
            && !line.Contains("echo", StringComparison.Ordinal);

        public async Task AssertStepIsGoneAsync(CancellationToken cancellationToken)
        {
            // A daemon ends the step by itself, a moment after its client has gone.
            for (int i = 0; i < 100 && Step().Any(); i++) await Task.Delay(100, cancellationToken);
            Assert.IsEmpty(Step().ToList(), "the step still runs");
        }

        public void AssertNothingIsLeft()
        {
            Assert.IsEmpty(Directory.GetFileSystemEntries(Plan.OutputDirectory, "*.oci.tar"));
            Assert.IsFalse(Directory.Exists(Path.Combine(Plan.OutputDirectory, ".work")));
            foreach (string folder in new[] { "containers", "run" })
                Assert.IsTrue(!Directory.Exists(repository.Around[folder])
                    || Directory.GetDirectories(repository.Around[folder], "reprobuild-*").Length == 0, "a storage is left in " + folder);
            Assert.IsFalse(File.ReadAllText("/proc/self/mountinfo").Contains(repository.Around["containers/reprobuild-"], StringComparison.Ordinal));
        }

        public void KillEngine() => Kill(Commands().Where(c => c.Line.Contains(repository.Around["containers/reprobuild-"], StringComparison.Ordinal)));

        public void KillStep() => Kill(Step());

        public void Dispose()
        {
            Kill(Step());
            repository.Dispose();
        }

        private IEnumerable<(int Id, string Line)> Step() => Commands().Where(c => c.Line.Contains("sleep\0" + seconds, StringComparison.Ordinal));

        private static void Kill(IEnumerable<(int Id, string Line)> commands)
        {
            foreach (var (id, _) in commands)
            {
                try
                {
                    using var process = Process.GetProcessById(id);
                    process.Kill();
                }
                catch (ArgumentException)
                {
                    // gone meanwhile
                }
            }
        }

        private static IEnumerable<(int Id, string Line)> Commands()
        {
            foreach (string folder in Directory.EnumerateDirectories("/proc"))
            {
                if (!int.TryParse(Path.GetFileName(folder), out int id)) continue;
                string line;
                try
                {
                    line = File.ReadAllText(folder + "/cmdline");
                }
                catch (IOException)
                {
                    continue;
                }
                yield return (id, line);
            }
        }
    }
}
