using ReproBuild.Building;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;

namespace ReproBuild.Core.Tests.Building;

[TestClass]
public sealed class OverlappedBuildsTests
{
    // What the targets do in a real build: say that the project is read, wait, then work.
    private const string TakesTurns =
        """
        date +%s.%N > "$MARKS/start-$1"
        : > "$REPROBUILD_UNDERWAY"
        while [ -n "$REPROBUILD_TURN" ] && [ ! -e "$REPROBUILD_TURN" ]; do sleep 0.05; done
        date +%s.%N > "$MARKS/step-$1"
        """;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task The_second_engine_starts_while_the_first_builds_and_its_steps_begin_more_than_a_second_after_the_first_has_ended()
    {
        using var folder = new TestFolder();
        var builder = new TurnBuilder(folder, TakesTurns + "\nsleep $((3 - $1))\ndate +%s.%N > \"$MARKS/end-$1\"\necho archive $1 > \"$2\"");

        var result = await RunAsync(folder, builder);

        Assert.IsLessThan(Mark(folder, "end-1"), Mark(folder, "start-2"));
        Assert.IsGreaterThanOrEqualTo(1.05, Mark(folder, "start-2") - Mark(folder, "step-1"));
        Assert.IsGreaterThanOrEqualTo(1.05, Mark(folder, "step-2") - Mark(folder, "end-1"));
        Assert.AreEqual("archive 2\n", File.ReadAllText(result.Second.ArchivePath));
        TwiceBuilderTests.AssertHolds(folder["out"], ".lock", "build-1.log", "build-1.oci.tar", "build-2.log", "build-2.oci.tar");
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
        var builder = new TurnBuilder(folder, TakesTurns + "\nsleep 2; exit 7");

        var error = (await Assert.ThrowsExactlyAsync<ReproException>(() => RunAsync(folder, builder))).Diagnostic;

        Assert.AreEqual(DiagnosticCodes.BuildFailed, error.Code);
        Assert.IsTrue(File.Exists(Path.Combine(folder.Path, "start-2")), "The second was to be waiting.");
        Assert.IsFalse(File.Exists(Path.Combine(folder.Path, "step-2")), "No step of the second may begin.");
        TwiceBuilderTests.AssertHolds(folder["out"], ".lock", "build-1.log", "build-2.log");
    }

    [TestMethod]
    public async Task A_second_build_that_fails_before_its_turn_is_told_as_the_second()
    {
        using var folder = new TestFolder();
        var builder = new TurnBuilder(folder, "[ $1 = 2 ] && exit 3\n" + TakesTurns + "\nsleep 2; echo > \"$2\"");

        var error = (await Assert.ThrowsExactlyAsync<ReproException>(() => RunAsync(folder, builder))).Diagnostic;

        Assert.AreEqual(DiagnosticCodes.SecondBuildFailed, error.Code);
        TwiceBuilderTests.AssertHolds(folder["out"], ".lock", "build-1.log", "build-2.log");
    }

    [TestMethod]
    public async Task Cancelling_ends_both_builds_and_leaves_only_logs()
    {
        using var folder = new TestFolder();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.CancellationToken);
        var builder = new TurnBuilder(folder, TakesTurns + "\necho here $1; sleep 60; echo > \"$2\"");
        var log = new ListLog { OnLine = line => { if (line == "here 1") cancel.CancelAfter(2000); } };

        var error = (await Assert.ThrowsExactlyAsync<ReproException>(() =>
            new TwiceBuilder(builder).RunAsync(TwiceBuilderTests.Plan(folder), log, null, cancel.Token))).Diagnostic;

        Assert.AreEqual(DiagnosticCodes.BuildCancelled, error.Code);
        Assert.IsFalse(File.Exists(Path.Combine(folder.Path, "step-2")));
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
