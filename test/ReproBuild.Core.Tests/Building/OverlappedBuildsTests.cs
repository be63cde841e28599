using ReproBuild.Building;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;

namespace ReproBuild.Core.Tests.Building;

[TestClass]
public sealed class OverlappedBuildsTests
{
    // What the targets do in a real build: note a step, and wait for it.
    private const string TakesTurns =
        """
        mark() { date +%s.%N > "$MARKS/$1-$number"; }
        step() {
            echo "$1" >> "$REPROBUILD_STEPS"
            while [ -n "$REPROBUILD_TURN" ]; do
                grep -qsx "[.]" "$REPROBUILD_TURN" && break
                own=$(wc -l < "$REPROBUILD_STEPS")
                given=$(cat "$REPROBUILD_TURN" 2>&1 | wc -l)
                [ "$given" -gt "$own" ] && head -n "$own" "$REPROBUILD_TURN" | cmp -s - "$REPROBUILD_STEPS" && break
                sleep 0.02
            done
            mark "$1"
        }
        number=$1
        mark start
        """ + "\n";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task The_second_build_runs_behind_the_first_and_each_step_begins_more_than_a_second_after_the_first_had_done_with_it()
    {
        using var folder = new TestFolder();
        // The first build does not end before the second has come to its first step, unless that would never happen.
        const string UntilFollowed = "i=0; while [ $1 = 1 ] && [ ! -e \"$MARKS/a-2\" ] && [ $i -lt 600 ]; do sleep 0.05; i=$((i+1)); done; ";
        var builder = new TurnBuilder(folder, TakesTurns + "step a; sleep 1; step b; sleep 1; step c; sleep 1; " + UntilFollowed + "mark end; echo archive $1 > \"$2\"");

        var result = await RunAsync(folder, builder);

        Assert.IsGreaterThanOrEqualTo(1.05, Mark(folder, "start-2") - Mark(folder, "a-1"));
        Assert.IsGreaterThanOrEqualTo(1.05, Mark(folder, "a-2") - Mark(folder, "b-1"));
        Assert.IsGreaterThanOrEqualTo(1.05, Mark(folder, "b-2") - Mark(folder, "c-1"));
        Assert.IsGreaterThanOrEqualTo(1.05, Mark(folder, "c-2") - Mark(folder, "end-1"));
        Assert.IsLessThan(Mark(folder, "end-1"), Mark(folder, "a-2"), "One after the other would take twice the time.");
        Assert.AreEqual("archive 2\n", File.ReadAllText(result.Second.ArchivePath));
        TwiceBuilderTests.AssertHolds(folder["out"], ".lock", "build-1.log", "build-1.oci.tar", "build-2.log", "build-2.oci.tar");
    }

    [TestMethod]
    public async Task A_second_build_that_comes_to_other_steps_than_the_first_waits_until_that_has_ended()
    {
        using var folder = new TestFolder();
        var builder = new TurnBuilder(folder, TakesTurns + "step a; step $number; step c; sleep 2; mark end; echo > \"$2\"");

        await RunAsync(folder, builder);

        Assert.IsGreaterThanOrEqualTo(1.05, Mark(folder, "2-2") - Mark(folder, "end-1"));
    }

    [TestMethod]
    [DataRow("step a; [ $number = 2 ] || step b; sleep 3; echo > \"$2\"", DisplayName = "a step less")]
    [DataRow("[ $number = 2 ] || step a; sleep 3; echo > \"$2\"", DisplayName = "no step at all")]
    public async Task A_second_build_that_did_not_keep_behind_the_first_is_no_result(string steps)
    {
        using var folder = new TestFolder();
        var builder = new TurnBuilder(folder, TakesTurns + steps);

        var error = (await Assert.ThrowsExactlyAsync<ReproException>(() => RunAsync(folder, builder))).Diagnostic;

        Assert.AreEqual(DiagnosticCodes.SecondBuildFailed, error.Code);
        Assert.Contains("did not keep behind it", error.Message);
        TwiceBuilderTests.AssertHolds(folder["out"], ".lock", "build-1.log", "build-2.log");
    }

    [TestMethod]
    public async Task An_engine_that_never_says_that_it_is_underway_builds_one_after_the_other()
    {
        using var folder = new TestFolder();
        var builder = new TurnBuilder(folder, "date +%s.%N > \"$MARKS/start-$1\"; sleep 0.2; date +%s.%N > \"$MARKS/end-$1\"; echo > \"$2\"");

        await RunAsync(folder, builder);

        Assert.IsGreaterThanOrEqualTo(1.05, Mark(folder, "start-2") - Mark(folder, "end-1"));
    }

    [TestMethod]
    public async Task A_first_build_that_fails_stops_the_waiting_second_and_is_what_the_user_is_told()
    {
        using var folder = new TestFolder();
        var builder = new TurnBuilder(folder, TakesTurns + "step work; sleep 2; exit 7");

        var error = (await Assert.ThrowsExactlyAsync<ReproException>(() => RunAsync(folder, builder))).Diagnostic;

        Assert.AreEqual(DiagnosticCodes.BuildFailed, error.Code);
        Assert.IsTrue(File.Exists(Path.Combine(folder.Path, "start-2")), "The second was to be waiting.");
        Assert.IsFalse(File.Exists(Path.Combine(folder.Path, "work-2")), "No step of the second may begin.");
        TwiceBuilderTests.AssertHolds(folder["out"], ".lock", "build-1.log", "build-2.log");
    }

    [TestMethod]
    public async Task A_second_build_that_fails_before_its_turn_is_told_as_the_second()
    {
        using var folder = new TestFolder();
        var builder = new TurnBuilder(folder, "[ $1 = 2 ] && exit 3\n" + TakesTurns + "step work; sleep 2; echo > \"$2\"");

        var error = (await Assert.ThrowsExactlyAsync<ReproException>(() => RunAsync(folder, builder))).Diagnostic;

        Assert.AreEqual(DiagnosticCodes.SecondBuildFailed, error.Code);
        TwiceBuilderTests.AssertHolds(folder["out"], ".lock", "build-1.log", "build-2.log");
    }

    [TestMethod]
    public async Task Cancelling_ends_both_builds_and_leaves_only_logs()
    {
        using var folder = new TestFolder();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.CancellationToken);
        var builder = new TurnBuilder(folder, TakesTurns + "step work; echo here $1; sleep 60; echo > \"$2\"");
        var log = new ListLog { OnLine = line => { if (line == "here 1") cancel.CancelAfter(2000); } };

        var error = (await Assert.ThrowsExactlyAsync<ReproException>(() =>
            new TwiceBuilder(builder).RunAsync(TwiceBuilderTests.Plan(folder), log, null, cancel.Token))).Diagnostic;

        Assert.AreEqual(DiagnosticCodes.BuildCancelled, error.Code);
        Assert.IsFalse(File.Exists(Path.Combine(folder.Path, "work-2")));
        TwiceBuilderTests.AssertHolds(folder["out"], ".lock", "build-1.log", "build-2.log");
    }

    private Task<TwiceResult> RunAsync(TestFolder folder, TurnBuilder builder) =>
        new TwiceBuilder(builder).RunAsync(TwiceBuilderTests.Plan(folder), new ListLog(), null, TestContext.CancellationToken);

    private static double Mark(TestFolder folder, string name) =>
        double.Parse(File.ReadAllText(Path.Combine(folder.Path, name)), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A shell script that is told its turn as a child <c>dotnet</c> is.</summary>
    private sealed class TurnBuilder(TestFolder folder, string script) : IOverlappingBuilder
    {
        private readonly string path = folder.Write("engine.sh", script);

        public string Name => "script";

        public bool CanOverlap => true;

        public Task PrepareAsync(BuildPlan plan, string workDirectory, IBuildLog log, CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task<BuiltImage> BuildAsync(BuildPass pass, IBuildLog log, CancellationToken cancellationToken)
        {
            var environment = new Dictionary<string, string?>(pass.Turn?.Variables ?? new Dictionary<string, string?>()) { ["MARKS"] = folder.Path };
            var command = new EngineCommand("/bin/sh", [path, $"{pass.Number}", pass.ArchivePath], folder.Path)
            {
                Environment = environment,
                Grace = TimeSpan.FromSeconds(1),
            };
            var exit = await command.RunAsync(log.Output, cancellationToken);
            return exit.ExitCode == 0 ? new BuiltImage(pass.ArchivePath) : throw new BuildFailedException($"exit code {exit.ExitCode}", exit.LastLines);
        }

        public Task CleanUpAsync(string workDirectory) => Task.CompletedTask;
    }
}
