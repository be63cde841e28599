using System.Text;
using CliWrap;
using CliWrap.Buffered;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Comparing;

/// <summary>The verbs that explain, show, and compare versions, in the real <c>reprobuild</c>, as a process.</summary>
[TestClass]
public sealed class ToolVerbSpecs
{
    [TestMethod]
    public async Task Explain_names_cause_certainty_and_remedy_and_what_the_remedies_lead_to()
    {
        using var folder = new TestFolder();

        var result = await RunAsync("explain", Image(folder, "l.tar", Log("1")), Image(folder, "r.tar", Log("2")));

        Assert.AreEqual(1, result.ExitCode, result.StandardError);
        Assert.Contains("[1] REPRO5401 Log files (logs, proven): 1 difference", result.StandardOutput);
        Assert.Contains("Remedy: ", result.StandardOutput);
        Assert.Contains("With that one remedy both become sha256:", result.StandardOutput);
        Assert.Contains("The remedies: those of [1].", result.StandardOutput);
        Assert.Contains("Different: 1 difference, 1 proven;", result.StandardOutput);
    }

    [TestMethod]
    public async Task Explain_with_a_baseline_accepts_what_it_names_and_says_so()
    {
        using var folder = new TestFolder();
        string left = Image(folder, "l.tar", Log("1")), right = Image(folder, "r.tar", Log("2")), other = Image(folder, "o.tar", Log("2").File("x", "y"));
        string baseline = folder.Write("b.json", """{ "version": 1, "accepted": [ { "cause": "logs", "reason": "read by support" } ] }""");
        string broken = folder.Write("broken.json", "{");

        var accepted = await RunAsync("explain", left, right, "--baseline", baseline);
        var more = await RunAsync("explain", left, other, "--baseline", baseline);
        var malformed = await RunAsync("explain", left, right, "--baseline", broken);

        Assert.AreEqual(0, accepted.ExitCode, accepted.StandardError);
        Assert.Contains("warning REPRO5003", accepted.StandardError);
        Assert.Contains("read by support", accepted.StandardError);
        Assert.EndsWith("Equal, except for 1 accepted difference.\n", accepted.StandardOutput);
        Assert.AreEqual(1, more.ExitCode, "what the baseline does not name still differs");
        Assert.AreEqual(2, malformed.ExitCode);
        Assert.Contains("REPRO1030", malformed.StandardError);
    }

    [TestMethod]
    public async Task A_version_that_changed_only_what_it_should_ends_with_0_and_lists_the_layers_of_both()
    {
        using var folder = new TestFolder();
        string left = Versions(folder, "l.tar", "1", "same"), right = Versions(folder, "r.tar", "2", "same");

        var result = await RunAsync("diff", left, right, "--expect", "app/**", "nothing/here");

        Assert.AreEqual(0, result.ExitCode, result.StandardError + result.StandardOutput);
        Assert.MatchesRegex(@"\n  1 +[0-9a-f]{12} +[0-9a-f]{12} +unchanged\n", result.StandardOutput);
        Assert.MatchesRegex(@"\n  2 +[0-9a-f]{12} +[0-9a-f]{12} +1 expected\n", result.StandardOutput);
        Assert.Contains("Nothing changed at nothing/here.\n", result.StandardOutput);
        Assert.EndsWith("Only what was expected changed.\n", result.StandardOutput);
    }

    [TestMethod]
    public async Task A_version_that_changed_something_else_ends_with_1_and_names_it()
    {
        using var folder = new TestFolder();
        string left = Versions(folder, "l.tar", "1", "same"), right = Versions(folder, "r.tar", "2", "other");

        var result = await RunAsync("diff", left, right, "--expect", "app/**");

        Assert.AreEqual(1, result.ExitCode, result.StandardError);
        Assert.Contains("Not expected:\n  REPRO5299 /etc/base differs", result.StandardOutput);
        Assert.DoesNotContain("/app/x differs", result.StandardOutput);
        Assert.EndsWith("More changed than was expected: 1 difference.\n", result.StandardOutput);
    }

    [TestMethod]
    public async Task A_changed_field_and_a_new_layer_are_expected_only_where_they_are_declared()
    {
        using var folder = new TestFolder();
        var one = new TestImage(Layer("etc/base", "same"));
        var two = new TestImage(Layer("etc/base", "same"), Layer("app/new", "1")) { Created = "2024-01-01T00:00:00Z" };
        string left = OciArchiveBuilder.Of(one).Write(folder, "l.tar"), right = OciArchiveBuilder.Of(two).Write(folder, "r.tar");

        var undeclared = await RunAsync("diff", left, right, "--expect", "app/**");
        var declared = await RunAsync("diff", left, right, "--expect", "app/**", "$.created", "$.history*", "$.rootfs.*");

        Assert.AreEqual(1, undeclared.ExitCode, undeclared.StandardOutput);
        Assert.Contains("$.created", undeclared.StandardOutput);
        Assert.AreEqual(0, declared.ExitCode, declared.StandardOutput);
    }

    [TestMethod]
    public async Task Versions_that_cannot_be_compared_end_with_2()
    {
        using var folder = new TestFolder();
        string left = Versions(folder, "l.tar", "1", "same");
        string other = OciArchiveBuilder.Of(new TestImage(Layer("a", "b")) { Architecture = "arm64" }).Write(folder, "r.tar");

        var result = await RunAsync("diff", left, other, "--expect", "**");

        Assert.AreEqual(2, result.ExitCode, result.StandardOutput);
        Assert.DoesNotContain("Only what was expected", result.StandardOutput);
    }

    [TestMethod]
    public async Task Where_the_disk_is_full_the_verdict_is_given_all_the_same_and_nothing_is_half_written()
    {
        using var folder = new TestFolder();
        string left = Image(folder, "l.tar", Log("1")), right = Image(folder, "r.tar", Log("2")), full = folder["full"];
        Directory.CreateDirectory(full);

        // A disk of 16 KiB, in a mount namespace of its own.
        var result = await Cli.Wrap("unshare").WithArguments(["-r", "-m", "/bin/sh", "-c",
                "mount -t tmpfs -o size=16k none \"$1\" || exit 77; dotnet \"$0\" explain \"$2\" \"$3\" --report \"$1\"; code=$?; ls -A \"$1\"; exit $code",
                Path.Combine(AppContext.BaseDirectory, "reprobuild.dll"), full, left, right])
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(Encoding.UTF8);

        if (result.ExitCode == 77 || result.StandardError.StartsWith("unshare:", StringComparison.Ordinal)) Assert.Inconclusive("No mount namespace can be had here.");
        Assert.AreEqual(1, result.ExitCode, result.StandardOutput + result.StandardError);
        Assert.Contains("Different: 1 difference, 1 proven", result.StandardOutput);
        Assert.Contains("REPRO4005", result.StandardError);
        Assert.DoesNotContain("report.html", result.StandardOutput);
        Assert.DoesNotContain("partial", result.StandardOutput);
    }

    [TestMethod]
    [DataRow("diff")]
    [DataRow("explain")]
    public async Task With_its_Dockerfile_a_difference_is_blamed_on_its_line_and_what_a_stage_brought_says_that_it_would_take_a_build(string verb)
    {
        using var folder = new TestFolder();
        string dockerfile = folder.Write("Dockerfile", "FROM scratch AS builder\nRUN make\nFROM scratch\nRUN date > /build-info\nCOPY --from=builder /out /out\n");
        TestImage Build(string time, string made) => new(Layer("build-info", $"2026-01-01 10:00:0{time}\n"), Layer("out", made))
        {
            History =
            [
                new HistoryEntry(null, "RUN /bin/sh -c date > /build-info # buildkit", "buildkit.dockerfile.v0", false),
                new HistoryEntry(null, "COPY /out /out # buildkit", "buildkit.dockerfile.v0", false),
            ],
        };
        string left = OciArchiveBuilder.Of(Build("1", "red")).Write(folder, "l.tar"), right = OciArchiveBuilder.Of(Build("2", "blue")).Write(folder, "r.tar");

        var told = await RunAsync(verb, left, right, "--dockerfile", dockerfile);
        var untold = await RunAsync(verb, left, right);

        Assert.AreEqual(1, told.ExitCode, told.StandardError);
        Assert.Contains("Dockerfile(4,1)", told.StandardOutput);
        Assert.Contains("date -u -d @$SOURCE_DATE_EPOCH > /build-info", told.StandardOutput);
        string text = told.StandardOutput.ReplaceLineEndings(" ");
        Assert.Contains("Dockerfile(5,1)", text);
        Assert.MatchesRegex(@"Brought by COPY --from=builder \(line 5\); which\s+line of stage builder made it\s+only", text);
        Assert.DoesNotContain("Dockerfile(", untold.StandardOutput);
        Assert.DoesNotContain("Brought by", untold.StandardOutput);
    }

    [TestMethod]
    public async Task Show_lists_digests_layers_sizes_and_history_without_the_values_of_build_arguments()
    {
        using var folder = new TestFolder();
        var image = new TestImage(Layer("a", "b"), Layer("c", "d"))
        {
            History =
            [
                new HistoryEntry(null, "RUN |1 TOKEN=s3cret /bin/sh -c make # buildkit", "buildkit.dockerfile.v0", false),
                new HistoryEntry(null, "ENV A=b", "buildkit.dockerfile.v0", true),
                new HistoryEntry(null, "COPY . /app \u001b[31m", "buildkit.dockerfile.v0", false),
            ],
        };

        var result = await RunAsync("show", OciArchiveBuilder.Of(image).Write(folder, "i.tar"));

        Assert.AreEqual(0, result.ExitCode, result.StandardError);
        Assert.Contains("linux/amd64\n  digest    sha256:", result.StandardOutput);
        Assert.MatchesRegex(@"\n  1 +[0-9a-f]{12} +\d+ B +RUN", result.StandardOutput);
        Assert.MatchesRegex(@"\n  2 +[0-9a-f]{12} +\d+ B +COPY \. /app", result.StandardOutput);
        Assert.DoesNotContain("s3cret", result.StandardOutput);
        Assert.DoesNotContain("\u001b", result.StandardOutput);
    }

    [TestMethod]
    public async Task Help_gives_examples_and_a_shell_can_ask_how_a_command_goes_on()
    {
        var help = await RunAsync("--help");
        var verbs = await RunAsync("[suggest:13]", "reprobuild ex");

        Assert.AreEqual(0, help.ExitCode);
        Assert.Contains("reprobuild explain build-1.oci.tar build-2.oci.tar --dockerfile Dockerfile", help.StandardOutput);
        Assert.AreEqual(0, verbs.ExitCode, verbs.StandardError);
        Assert.Contains("explain", verbs.StandardOutput);
        Assert.DoesNotContain("rewrite", verbs.StandardOutput);
    }

    [TestMethod]
    [DataRow("explain", "only-one")]
    [DataRow("show")]
    [DataRow("show", " ")]
    [DataRow("diff", "a", "b", "--expect", "")]
    public async Task A_command_line_that_cannot_be_understood_ends_with_3(params string[] arguments)
    {
        var result = await RunAsync(arguments);

        Assert.AreEqual(3, result.ExitCode);
        Assert.AreEqual("", result.StandardOutput);
    }

    private static TarBuilder Log(string text) => new TarBuilder().File("var/log/a.log", text);

    private static TestLayer Layer(string path, string text) => TestLayer.Gzip(new TarBuilder().File(path, text).Build());

    private static string Image(TestFolder folder, string name, TarBuilder tar) => OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(tar.Build()))).Write(folder, name);

    private static string Versions(TestFolder folder, string name, string app, string system) =>
        OciArchiveBuilder.Of(new TestImage(Layer("etc/base", system), Layer("app/x", app))).Write(folder, name);

    private static async Task<BufferedCommandResult> RunAsync(params string[] arguments) =>
        await Cli.Wrap("dotnet").WithArguments([Path.Combine(AppContext.BaseDirectory, "reprobuild.dll"), .. arguments])
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(Encoding.UTF8);
}
