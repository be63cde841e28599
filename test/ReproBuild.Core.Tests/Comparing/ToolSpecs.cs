using System.Text;
using CliWrap;
using CliWrap.Buffered;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Images;
using ReproBuild.Tool;

namespace ReproBuild.Core.Tests.Comparing;

/// <summary>The real <c>reprobuild</c>, as a process.</summary>
[TestClass]
public sealed class ToolSpecs
{
    private static readonly TestImage One = new(TestLayer.Gzip(new TarBuilder().File("etc/a", "1").File("etc/b", "1").Build()));
    private static readonly TestImage Two = new(TestLayer.Gzip(new TarBuilder().File("etc/a", "2").File("etc/b", "2").Build()));

    [TestMethod]
    public async Task Equal_images_end_with_0_and_name_the_digest()
    {
        using var folder = new TestFolder();
        string left = OciArchiveBuilder.Of(One).Write(folder, "l.tar"), right = OciArchiveBuilder.Of(One).WriteLayout(folder);

        var result = await DiffAsync(left, right);

        Assert.AreEqual(0, result.ExitCode, result.StandardError);
        Assert.Contains("linux/amd64: equal\n  left  sha256:", result.StandardOutput);
        Assert.EndsWith("Equal.\n", result.StandardOutput);
        Assert.AreEqual("", result.StandardError);
    }

    [TestMethod]
    public async Task Different_images_end_with_1_and_name_every_entry()
    {
        using var folder = new TestFolder();
        string left = OciArchiveBuilder.Of(One).Write(folder, "l.tar"), right = OciArchiveBuilder.Of(Two).Write(folder, "r.tar");

        var result = await DiffAsync(left, right);
        var again = await DiffAsync(left, right);

        Assert.AreEqual(1, result.ExitCode, result.StandardError);
        Assert.Contains("linux/amd64, layer 1 of 1: sha256:", result.StandardOutput);
        Assert.Contains("  REPRO5299 /etc/a differs: \"1\" against \"2\" (first at byte 0 of 1 bytes)\n", result.StandardOutput);
        Assert.Contains("  REPRO5299 /etc/b differs", result.StandardOutput);
        Assert.EndsWith("Different: 2 differences.\n", result.StandardOutput);
        Assert.AreEqual(result.StandardOutput, again.StandardOutput);
    }

    [TestMethod]
    public async Task A_limit_holds_back_the_rest_and_says_how_many()
    {
        using var folder = new TestFolder();
        string left = OciArchiveBuilder.Of(One).Write(folder, "l.tar"), right = OciArchiveBuilder.Of(Two).Write(folder, "r.tar");

        var result = await DiffAsync(left, right, "--max", "1");

        Assert.DoesNotContain("/etc/b", result.StandardOutput);
        Assert.Contains("… and 1 more; --max 0 prints all.", result.StandardOutput);
        Assert.EndsWith("Different: 2 differences.\n", result.StandardOutput);
    }

    [TestMethod]
    public async Task What_cannot_be_told_ends_with_2()
    {
        using var folder = new TestFolder();
        string left = OciArchiveBuilder.Of(One).Write(folder, "l.tar");
        string other = OciArchiveBuilder.Of(One with { Architecture = "arm64" }).Write(folder, "r.tar");

        var missing = await DiffAsync(left, folder["nowhere.tar"]);
        var garbage = await DiffAsync(left, folder.Write("garbage.tar", "no archive"));
        var nothingInCommon = await DiffAsync(left, other);

        Assert.AreEqual(2, missing.ExitCode);
        Assert.Contains("REPRO6001", missing.StandardError);
        Assert.AreEqual(2, garbage.ExitCode);
        Assert.Contains("REPRO6002", garbage.StandardError);
        Assert.AreEqual(2, nothingInCommon.ExitCode);
        Assert.Contains("error REPRO5002", nothingInCommon.StandardError);
        Assert.DoesNotContain("Equal.", nothingInCommon.StandardOutput);
    }

    [TestMethod]
    [DataRow("diff")]
    [DataRow("diff", "only-one")]
    [DataRow("diff", "a", "b", "--max", "-1")]
    [DataRow("diff", "a", "b", "--max", "many")]
    [DataRow("rewrite", "a", "b", "--epoch", "soon")]
    [DataRow("rewrite", "a", "b")]
    [DataRow("rewrite", "a", "b", "--epoch", "1", "--layers", "x")]
    [DataRow("diff", "", "b")]
    [DataRow("diff", "a", " ")]
    [DataRow("diff", "a", "b", "--dockerfile", "")]
    [DataRow("rewrite", "", "b", "--epoch", "1")]
    [DataRow("rewrite", "a", "", "--epoch", "1")]
    [DataRow("rewrite", "a", "/", "--epoch", "1")]
    [DataRow("unknown")]
    public async Task A_command_line_that_cannot_be_understood_ends_with_3(params string[] arguments)
    {
        var result = await RunAsync(arguments);

        Assert.AreEqual(3, result.ExitCode);
        Assert.Contains("--help", result.StandardError);
        Assert.AreEqual("", result.StandardOutput);
    }

    [TestMethod]
    public void Whatever_nobody_foresaw_is_one_line_that_asks_for_a_report()
    {
        string defect = Failure.Sentence(new InvalidOperationException("one\ntwo"));

        Assert.StartsWith("REPRO1015: InvalidOperationException: one two This is a defect", defect);
        Assert.DoesNotContain("\n", defect);
        Assert.AreEqual("no right", Failure.Sentence(new UnauthorizedAccessException("no right")));
        Assert.DoesNotContain("defect", Failure.Sentence(new OperationCanceledException()));
    }

    [TestMethod]
    public async Task An_archive_compared_with_itself_ends_with_2()
    {
        using var folder = new TestFolder();
        string archive = OciArchiveBuilder.Of(One).Write(folder, "l.tar");

        var result = await DiffAsync(archive, archive);

        Assert.AreEqual(2, result.ExitCode);
        Assert.Contains("Both sides are one archive", result.StandardError);
        Assert.DoesNotContain("Equal.", result.StandardOutput);
    }

    [TestMethod]
    public async Task A_hostile_name_reaches_the_terminal_escaped()
    {
        using var folder = new TestFolder();
        const string name = "a\u001b]0;title\u0007\u202eb\nc";
        string left = OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(new TarBuilder().File(name, "1").Build()))).Write(folder, "l.tar");
        string right = OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(new TarBuilder().File(name, "2").Build()))).Write(folder, "r.tar");

        var result = await DiffAsync(left, right);

        Assert.Contains("/a\\u{1b}]0;title\\u{7}\\u{202e}b\\nc differs", result.StandardOutput);
        Assert.DoesNotContain("\u001b", result.StandardOutput);
        Assert.DoesNotContain("\u202e", result.StandardOutput);
    }

    [TestMethod]
    public async Task A_dockerfile_puts_the_line_beside_the_layer()
    {
        using var folder = new TestFolder();
        string dockerfile = folder.Write("Dockerfile", "FROM scratch\n\nRUN date\n");
        var history = new[] { new HistoryEntry(null, "RUN /bin/sh -c date # buildkit", "buildkit.dockerfile.v0", false) };
        string left = OciArchiveBuilder.Of(One with { History = history }).Write(folder, "l.tar");
        string right = OciArchiveBuilder.Of(Two with { History = history }).Write(folder, "r.tar");

        var result = await DiffAsync(left, right, "--dockerfile", dockerfile);

        Assert.AreEqual(1, result.ExitCode, result.StandardError);
        Assert.Contains($"made by {dockerfile}(3,1): RUN date\n", result.StandardOutput);
    }

    private static Task<BufferedCommandResult> DiffAsync(params string[] arguments) => RunAsync(["diff", .. arguments, .. arguments.Contains("--max") ? (string[])[] : ["--max", "0"]]);

    private static async Task<BufferedCommandResult> RunAsync(string[] arguments) =>
        await Cli.Wrap("dotnet").WithArguments([Path.Combine(AppContext.BaseDirectory, "reprobuild.dll"), .. arguments])
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(Encoding.UTF8);
}
