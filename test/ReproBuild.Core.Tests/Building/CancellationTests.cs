using System.Globalization;
using CliWrap;
using ReproBuild.Building;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;

namespace ReproBuild.Core.Tests.Building;

[TestClass]
public sealed class CancellationTests
{
    // A child of a child that ends with nothing but a kill, and tells its number.
    private const string StubbornGrandchild =
        "sh -c 'trap \"\" INT TERM; echo pid $$; while :; do sleep 0.1; done' & ";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task A_cancelled_build_is_REPRO4003_and_leaves_neither_children_nor_archives()
    {
        using var folder = new TestFolder();
        using var cancel = new CancellationTokenSource();
        var log = new ListLog { OnLine = line => { if (line.StartsWith("pid", StringComparison.Ordinal)) cancel.Cancel(); } };
        var builder = new ScriptBuilder(folder, "echo half > \"$2\"; " + StubbornGrandchild + "wait");

        var error = await FailsAsync(folder, builder, log, cancel.Token);

        Assert.AreEqual("REPRO4003", error.Code);
        StringAssert.Contains(error.Message, folder["out/build-1.log"]);
        AssertGone(log);
        Assert.AreEqual(1, builder.CleanUps);
        TwiceBuilderTests.AssertHolds(folder["out"], ".lock", "build-1.log");
    }

    [TestMethod]
    public async Task An_engine_is_asked_to_end_before_it_is_killed()
    {
        using var folder = new TestFolder();
        using var cancel = new CancellationTokenSource();
        var log = new ListLog { OnLine = line => { if (line == "ready") cancel.Cancel(); } };
        // Whoever starts the tests in the background has the interrupt ignored, and a shell cannot trap what it was told to ignore.
        const string Heeding = "[ -n \"$HEEDS\" ] || HEEDS=1 exec env --default-signal=INT sh \"$0\" \"$@\"; ";
        var builder = new ScriptBuilder(folder,
            Heeding + $"trap 'echo interrupted > \"{folder["said"]}\"; exit 1' INT; echo ready; while :; do sleep 0.05; done");

        await FailsAsync(folder, builder, log, cancel.Token);

        Assert.AreEqual("interrupted\n", File.ReadAllText(folder["said"]));
    }

    [TestMethod]
    public async Task An_engine_that_ignores_the_interrupt_is_killed_with_its_children()
    {
        using var folder = new TestFolder();
        using var cancel = new CancellationTokenSource();
        var log = new ListLog { OnLine = line => { if (line.StartsWith("pid", StringComparison.Ordinal)) cancel.Cancel(); } };
        var builder = new ScriptBuilder(folder, "trap '' INT; echo pid $$; " + StubbornGrandchild + "while :; do sleep 0.1; done");

        var error = await FailsAsync(folder, builder, log, cancel.Token);

        Assert.AreEqual("REPRO4003", error.Code);
        AssertGone(log);
    }

    [TestMethod]
    public async Task A_build_that_takes_too_long_is_REPRO4004_and_leaves_nothing_running()
    {
        using var folder = new TestFolder();
        var log = new ListLog();
        var builder = new ScriptBuilder(folder, StubbornGrandchild + "wait");
        var plan = TwiceBuilderTests.Plan(folder) with { Timeout = TimeSpan.FromSeconds(1) };

        var error = await FailsAsync(folder, builder, log, TestContext.CancellationToken, plan);

        Assert.AreEqual("REPRO4004", error.Code);
        StringAssert.Contains(error.Message, "00:00:01");
        StringAssert.Contains(error.Message, "ReproTimeout");
        AssertGone(log);
        TwiceBuilderTests.AssertHolds(folder["out"], ".lock", "build-1.log");
    }

    [TestMethod]
    public async Task Cancelling_in_the_pause_between_the_builds_starts_no_second_one()
    {
        using var folder = new TestFolder();
        using var cancel = new CancellationTokenSource();
        var builder = new ScriptBuilder(folder, "echo > \"$2\"");

        var error = (await Assert.ThrowsExactlyAsync<ReproException>(() => new TwiceBuilder(builder).RunAsync(
            TwiceBuilderTests.Plan(folder), new ListLog(),
            async (_, image, _) => { await cancel.CancelAsync(); return image; }, cancel.Token))).Diagnostic;

        Assert.AreEqual("REPRO4003", error.Code);
        Assert.HasCount(1, builder.Passes);
        TwiceBuilderTests.AssertHolds(folder["out"], ".lock", "build-1.log");
    }

    [TestMethod]
    public async Task An_engine_that_outlived_its_killed_run_is_ended_by_the_next_with_its_children()
    {
        using var folder = new TestFolder();
        var log = new ListLog();
        using var left = Cli.Wrap("/bin/sh").WithArguments(["-c", StubbornGrandchild + "trap '' INT TERM; echo pid $$; wait"])
            .WithStandardOutputPipe(PipeTarget.ToDelegate(log.Output)).WithValidation(CommandResultValidation.None).ExecuteAsync();
        while (log.Lines.Count < 2) await Task.Delay(20, TestContext.CancellationToken);
        Directory.CreateDirectory(folder["out/.work/pass-1"]);
        new ProcessTree(left.ProcessId).Record(folder["out/.work/pass-1/process"]);

        await new TwiceBuilder(new ScriptBuilder(folder, "echo > \"$2\""))
            .RunAsync(TwiceBuilderTests.Plan(folder), new ListLog(), null, TestContext.CancellationToken);

        await left;
        AssertGone(log);
    }

    [TestMethod]
    public async Task Another_process_that_has_the_number_of_a_killed_engine_is_left_alone()
    {
        using var folder = new TestFolder();
        using var stop = new CancellationTokenSource();
        using var innocent = Cli.Wrap("/bin/sleep").WithArguments("600").ExecuteAsync(stop.Token);
        folder.Write("out/.work/pass-1/process", string.Create(CultureInfo.InvariantCulture, $"{innocent.ProcessId} 1"));
        folder.Write("out/.work/pass-2/process", "torn");

        await new TwiceBuilder(new ScriptBuilder(folder, "echo > \"$2\""))
            .RunAsync(TwiceBuilderTests.Plan(folder), new ListLog(), null, TestContext.CancellationToken);

        Assert.IsFalse(innocent.Task.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => innocent.Task);
    }

    [TestMethod]
    public async Task A_command_gives_its_exit_code_and_its_last_lines()
    {
        using var folder = new TestFolder();
        string program = folder.WriteScript("program", "printf '%s\\n' \"$@\"; pwd; echo $VARIABLE; exit 3");

        var lines = new List<string>();
        var exit = await new EngineCommand(program, ["a b", "$(id)", "", "ü\"'"], folder.Path)
        {
            Environment = new Dictionary<string, string?> { ["VARIABLE"] = "value" },
        }.RunAsync(lines.Add, TestContext.CancellationToken);

        Assert.AreEqual(3, exit.ExitCode);
        CollectionAssert.AreEqual(new[] { "a b", "$(id)", "", "ü\"'", folder.Path, "value" }, lines);
        CollectionAssert.AreEqual(lines, exit.LastLines.ToList());
    }

    private static async Task<Diagnostic> FailsAsync(
        TestFolder folder, ScriptBuilder builder, ListLog log, CancellationToken cancellationToken, BuildPlan? plan = null) =>
        (await Assert.ThrowsExactlyAsync<ReproException>(() => new TwiceBuilder(builder).RunAsync(
            plan ?? TwiceBuilderTests.Plan(folder), log, null, cancellationToken))).Diagnostic;

    private static void AssertGone(ListLog log)
    {
        int[] pids = [.. log.Lines.Where(l => l.StartsWith("pid ", StringComparison.Ordinal))
            .Select(l => int.Parse(l[4..], CultureInfo.InvariantCulture))];
        Assert.IsNotEmpty(pids, "the child has told its number");
        foreach (int pid in pids)
        {
            string status = $"/proc/{pid}/status";
            Assert.IsTrue(!File.Exists(status) || File.ReadAllText(status).Contains("State:\tZ", StringComparison.Ordinal), $"{pid} still runs");
        }
    }
}
