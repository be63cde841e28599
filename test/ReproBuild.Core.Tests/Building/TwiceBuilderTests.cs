using System.Globalization;
using ReproBuild.Building;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;

namespace ReproBuild.Core.Tests.Building;

[TestClass]
public sealed class TwiceBuilderTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Two_builds_give_two_archives_and_two_logs_and_nothing_else()
    {
        using var folder = new TestFolder();
        var builder = new ScriptBuilder(folder, "echo out $1; echo err $1 >&2; echo archive $1 > \"$2\"");

        var result = await RunAsync(folder, builder);

        Assert.AreEqual("script", result.Engine);
        Assert.AreEqual("archive 1\n", File.ReadAllText(result.First.ArchivePath));
        Assert.AreEqual("archive 2\n", File.ReadAllText(result.Second.ArchivePath));
        CollectionAssert.AreEquivalent(new[] { "out 2", "err 2" }, File.ReadAllLines(result.Second.LogPath!));
        AssertHolds(folder["out"], ".lock", "build-1.log", "build-1.oci.tar", "build-2.log", "build-2.oci.tar");
    }

    [TestMethod]
    public async Task The_second_build_starts_more_than_a_second_after_the_first_has_ended()
    {
        using var folder = new TestFolder();
        var builder = new ScriptBuilder(folder, "echo > \"$2\"");

        await RunAsync(folder, builder);

        // A clock that is set back meanwhile could shorten what is measured; the wait itself uses the monotonic one.
        Assert.IsGreaterThanOrEqualTo(1.09, (builder.Passes[1].Begin - builder.Passes[0].End).TotalSeconds);
    }

    [TestMethod]
    public async Task Work_after_a_pass_decides_what_is_moved_into_place_and_shortens_the_pause()
    {
        using var folder = new TestFolder();
        var builder = new ScriptBuilder(folder, "echo as built > \"$2\"");
        var numbers = new List<int>();

        var result = await new TwiceBuilder(builder).RunAsync(Plan(folder), new ListLog(), async (pass, image, token) =>
        {
            numbers.Add(pass.Number);
            string rewritten = Path.Combine(pass.WorkDirectory, "rewritten");
            await File.WriteAllTextAsync(rewritten, File.ReadAllText(image.ArchivePath) + "rewritten\n", token);
            return new BuiltImage(rewritten);
        }, TestContext.CancellationToken);

        CollectionAssert.AreEqual(new[] { 1, 2 }, numbers);
        Assert.AreEqual("as built\nrewritten\n", File.ReadAllText(result.First.ArchivePath));
        AssertHolds(folder["out"], ".lock", "build-1.log", "build-1.oci.tar", "build-2.log", "build-2.oci.tar");
    }

    [TestMethod]
    public async Task Lines_reach_the_caller_while_the_engine_still_runs()
    {
        using var folder = new TestFolder();
        string go = folder["go"];
        // The script waits for a file that is written only once its first line has arrived.
        var builder = new ScriptBuilder(folder, $"echo first; while [ ! -e '{go}' ]; do sleep 0.05; done; echo > \"$2\"");
        var log = new ListLog { OnLine = line => { if (line == "first") File.WriteAllText(go, ""); } };

        await new TwiceBuilder(builder).RunAsync(Plan(folder), log, null, TestContext.CancellationToken);

        Assert.Contains("first", log.Lines);
    }

    [TestMethod]
    public async Task A_silent_build_reports_that_it_still_runs()
    {
        using var folder = new TestFolder();
        string go = folder["go"];
        var builder = new ScriptBuilder(folder, $"while [ ! -e '{go}' ]; do sleep 0.05; done; echo > \"$2\"");
        var log = new ListLog();

        var run = new TwiceBuilder(builder) { Silence = TimeSpan.FromMilliseconds(200) }
            .RunAsync(Plan(folder), log, null, TestContext.CancellationToken);
        while (!log.Messages.Any(m => m.Contains("still running after 00:00:0", StringComparison.Ordinal)))
            await Task.Delay(20, TestContext.CancellationToken);
        File.WriteAllText(go, "");
        await run;

        Assert.IsTrue(log.Messages.Any(m => m.StartsWith("Build 1 with script: still running", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task What_a_failing_engine_says_last_is_told_without_colours_and_gives_no_orders()
    {
        using var folder = new TestFolder();
        var builder = new ScriptBuilder(folder, "printf '\\033[31mno such file\\033[0m \\033]0;x\\007\\n##vso[task.complete result=Succeeded]\\n'; exit 7");

        var error = await FailsAsync(folder, builder);

        Assert.Contains("no such file \\u{1b}]0;x\\u{7}", error.Message);
        Assert.DoesNotContain("##vso[", error.Message);
    }

    [TestMethod]
    public async Task A_build_that_fails_is_REPRO4001_with_its_log_and_last_lines()
    {
        using var folder = new TestFolder();
        var builder = new ScriptBuilder(folder, "seq 1 100 >&2; echo 'cc: no such file' >&2; echo half > \"$2\"; exit 7");

        var error = await FailsAsync(folder, builder);

        Assert.AreEqual("REPRO4001", error.Code);
        StringAssert.Contains(error.Message, "exit code 7");
        StringAssert.Contains(error.Message, folder["out/build-1.log"]);
        StringAssert.Contains(error.Message, "cc: no such file");
        Assert.IsFalse(error.Message.Contains('\n', StringComparison.Ordinal));
        Assert.HasCount(101, File.ReadAllLines(folder["out/build-1.log"]));
        AssertHolds(folder["out"], ".lock", "build-1.log");
    }

    [TestMethod]
    public async Task A_build_that_fails_only_the_second_time_is_REPRO4002_and_names_both_logs()
    {
        using var folder = new TestFolder();
        var builder = new ScriptBuilder(folder, "[ $1 = 1 ] || exit 1; echo > \"$2\"");

        var error = await FailsAsync(folder, builder);

        Assert.AreEqual("REPRO4002", error.Code);
        StringAssert.Contains(error.Message, folder["out/build-1.log"]);
        StringAssert.Contains(error.Message, folder["out/build-2.log"]);
        AssertHolds(folder["out"], ".lock", "build-1.log", "build-2.log");
    }

    [TestMethod]
    public async Task An_engine_that_succeeds_without_an_archive_has_failed()
    {
        using var folder = new TestFolder();

        var error = await FailsAsync(folder, new ScriptBuilder(folder, "exit 0"));

        Assert.AreEqual("REPRO4001", error.Code);
        StringAssert.Contains(error.Message, "wrote no archive");
    }

    [TestMethod]
    [DataRow("ERROR: failed to solve: write /var/lib/x: no space left on device", "ERROR: failed to solve: write /var/lib/x: no space left on device")]
    [DataRow("Error: writing blob: Disk quota exceeded", "Error: writing blob: Disk quota exceeded")]
    [DataRow("/sdk/Copy.targets(850,5): error MSB4018: System.IO.IOException: No space left on device : /src/obj/apphost [/src/app.csproj]", "System.IO.IOException: No space left on device : /src/obj/apphost")]
    [DataRow("CSC : error CS0016: Could not write to obj/a.dll -- No space left on device", "Could not write to obj/a.dll -- No space left on device")]
    public async Task A_full_disk_that_the_engine_reports_is_REPRO4005(string line, string quoted)
    {
        using var folder = new TestFolder();

        var error = await FailsAsync(folder, new ScriptBuilder(folder, $"echo '{line}' >&2; seq 1 50; exit 1"));

        Assert.AreEqual("REPRO4005", error.Code);
        StringAssert.Contains(error.Message, $": \"{quoted}\". Make room");
        StringAssert.Contains(error.Message, folder["out/build-1.log"]);
    }

    [TestMethod]
    public async Task A_build_that_only_talks_about_full_disks_succeeds()
    {
        using var folder = new TestFolder();

        await RunAsync(folder, new ScriptBuilder(folder, "echo 'test: no space left on device is handled'; echo > \"$2\""));

        Assert.IsTrue(File.Exists(folder["out/build-2.oci.tar"]));
    }

    [TestMethod]
    public async Task A_full_disk_that_the_platform_reports_is_REPRO4005()
    {
        using var folder = new TestFolder();
        var builder = new ScriptBuilder(folder, "echo > \"$2\"");

        var error = (await Assert.ThrowsExactlyAsync<ReproException>(() => new TwiceBuilder(builder).RunAsync(Plan(folder), new ListLog(),
            async (_, image, token) => { await File.WriteAllBytesAsync("/dev/full", new byte[10], token); return image; },
            TestContext.CancellationToken))).Diagnostic;

        Assert.AreEqual("REPRO4005", error.Code);
        AssertHolds(folder["out"], ".lock", "build-1.log");
    }

    [TestMethod]
    public async Task A_failure_of_the_engines_own_words_passes_as_it_is()
    {
        using var folder = new TestFolder();
        var builder = new ScriptBuilder(folder, "echo > \"$2\"");

        var error = await Assert.ThrowsExactlyAsync<ReproException>(() => new TwiceBuilder(builder).RunAsync(Plan(folder), new ListLog(),
            (_, _, _) => throw new ReproException("REPRO6003", "truncated"), TestContext.CancellationToken));

        Assert.AreEqual("REPRO6003", error.Diagnostic.Code);
        Assert.AreEqual(1, builder.CleanUps);
    }

    [TestMethod]
    public async Task Archives_of_an_earlier_run_do_not_survive_a_failed_one()
    {
        using var folder = new TestFolder();
        folder.Write("out/build-1.oci.tar", "old");
        folder.Write("out/build-2.oci.tar", "old");

        await FailsAsync(folder, new ScriptBuilder(folder, "exit 1"));

        AssertHolds(folder["out"], ".lock", "build-1.log");
    }

    [TestMethod]
    public async Task What_a_killed_run_left_is_removed_by_the_next_and_the_builder_is_asked_to_clean_up()
    {
        using var folder = new TestFolder();
        folder.Write("out/.work/pass-1/image.oci.tar", "half");
        folder.Write("out/.lock", "process 1 on elsewhere, longer than what we write, and long gone");
        var builder = new ScriptBuilder(folder, "echo > \"$2\"");

        await RunAsync(folder, builder);

        Assert.AreEqual(2, builder.CleanUps);
        AssertHolds(folder["out"], ".lock", "build-1.log", "build-1.oci.tar", "build-2.log", "build-2.oci.tar");
    }

    [TestMethod]
    public async Task A_second_verification_of_the_same_output_is_REPRO1009_and_disturbs_nothing()
    {
        using var folder = new TestFolder();
        string go = folder["go"];
        var builder = new ScriptBuilder(folder, $"echo begun; while [ ! -e '{go}' ]; do sleep 0.05; done; echo $1 > \"$2\"");
        var log = new ListLog();
        var first = new TwiceBuilder(builder).RunAsync(Plan(folder), log, null, TestContext.CancellationToken);
        while (log.Lines.IsEmpty) await Task.Delay(20, TestContext.CancellationToken);

        var error = await FailsAsync(folder, new ScriptBuilder(folder, $"exit 1 # {go}"), write: false);
        File.WriteAllText(go, "");
        var result = await first;

        Assert.AreEqual("REPRO1009", error.Code);
        StringAssert.Contains(error.Message, $"process {Environment.ProcessId}");
        Assert.AreEqual("1\n", File.ReadAllText(result.First.ArchivePath));
    }

    [TestMethod]
    public async Task An_output_folder_that_cannot_be_made_is_REPRO1008()
    {
        using var folder = new TestFolder();
        folder.Write("file", "");

        var error = await FailsAsync(folder, new ScriptBuilder(folder, "exit 1"), Plan(folder) with { OutputDirectory = folder["file/out"] });

        Assert.AreEqual("REPRO1008", error.Code);
        StringAssert.Contains(error.Message, folder["file/out"]);
        StringAssert.Contains(error.Message, "ReproOutputPath");
    }

    private Task<TwiceResult> RunAsync(TestFolder folder, ScriptBuilder builder) =>
        new TwiceBuilder(builder).RunAsync(Plan(folder), new ListLog(), null, TestContext.CancellationToken);

    private async Task<Diagnostic> FailsAsync(TestFolder folder, ScriptBuilder builder, BuildPlan? plan = null, bool write = true)
    {
        var error = await Assert.ThrowsExactlyAsync<ReproException>(() =>
            new TwiceBuilder(builder).RunAsync(plan ?? Plan(folder), new ListLog(), null, TestContext.CancellationToken));
        Assert.IsTrue(write || builder.Passes.Count == 0, "nothing was to be built");
        return error.Diagnostic;
    }

    internal static BuildPlan Plan(TestFolder folder) =>
        new() { ProjectDirectory = folder.Path, OutputDirectory = folder["out"], Epoch = 1_700_000_000 };

    internal static void AssertHolds(string directory, params string[] names) => Assert.AreEqual(
        string.Join(' ', names.Order(StringComparer.Ordinal)),
        string.Join(' ', Directory.GetFileSystemEntries(directory).Select(Path.GetFileName).Where(n => n != ".gitignore").Order(StringComparer.Ordinal)),
        string.Create(CultureInfo.InvariantCulture, $"what {directory} holds"));
}
