using ReproBuild.Building;
using ReproBuild.Causes;
using ReproBuild.Causes.Blaming;
using ReproBuild.Comparing;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Dockerfiles;
using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Causes.Blaming;

[TestClass]
public sealed class StageBlamerTests
{
    private const string Text = """
        FROM scratch AS tools
        RUN make-tools
        FROM scratch AS build
        RUN noise
        RUN date
        COPY --from=tools /opt/tool /out/tool
        FROM scratch
        COPY --from=build /out /app
        COPY --from=example.com/image /x /x
        """;

    [TestMethod]
    public async Task A_difference_that_a_copy_has_brought_is_blamed_on_the_line_of_its_stage()
    {
        using var folder = new TestFolder();
        var builder = new StageBuilder((target, pass) => target == "build"
            ? Steps(("RUN noise", $"var/cache/noise", $"{pass}"), ("RUN date", "out/when", $"{pass}"), ("COPY /opt/tool /out/tool", "out/tool", "same"))
            : throw new AssertFailedException("another stage"));
        var (diagnosis, dockerfile) = Diagnose(folder, "app/when", "COPY /out /app");
        var before = diagnosis.Findings.Single();

        var finding = (await Blamer(folder, builder).BlameAsync(diagnosis, dockerfile, CancellationToken.None)).Findings.Single();

        Assert.AreEqual(8, before.First.Blame!.Line);
        Assert.AreEqual((5, "RUN date"), (finding.First.Blame!.Line, finding.First.Blame.Instruction), "the noise of line 4 is in another file");
        Assert.AreEqual("Brought by COPY --from=build (line 8)", finding.BroughtBy);
        Assert.AreEqual("build", string.Join(' ', builder.Targets), "one stage is built, and no other");
        var told = FindingText.Of(finding, false, new ComparisonWords());
        Assert.AreEqual((5, dockerfile.Path), (told.Line, told.File));
        Assert.Contains("Brought by COPY --from=build (line 8).", told.Message);
    }

    [TestMethod]
    public async Task A_copy_in_a_stage_is_followed_further()
    {
        using var folder = new TestFolder();
        var builder = new StageBuilder((target, pass) => target == "build"
            ? Steps(("RUN noise", "n", "same"), ("RUN date", "d", "same"), ("COPY /opt/tool /out/tool", "out/tool", $"{pass}"))
            : Steps(("RUN make-tools", "opt/tool", $"{pass}")));
        var (diagnosis, dockerfile) = Diagnose(folder, "app/tool", "COPY /out /app");

        var finding = (await Blamer(folder, builder).BlameAsync(diagnosis, dockerfile, CancellationToken.None)).Findings.Single();

        Assert.AreEqual(2, finding.First.Blame!.Line);
        Assert.AreEqual("Brought by COPY --from=build (line 8), from there by COPY --from=tools (line 6)", finding.BroughtBy);
        Assert.AreEqual("build tools", string.Join(' ', builder.Targets));
    }

    [TestMethod]
    public async Task Where_a_stage_cannot_be_built_again_the_blame_stays_and_the_reason_is_told()
    {
        using var folder = new TestFolder();
        var builder = new StageBuilder((_, _) => throw new BuildFailedException("no network", []));
        var (diagnosis, dockerfile) = Diagnose(folder, "app/when", "COPY /out /app");

        var finding = (await Blamer(folder, builder).BlameAsync(diagnosis, dockerfile, CancellationToken.None)).Findings.Single();

        Assert.AreEqual(8, finding.First.Blame!.Line);
        Assert.Contains("stage build cannot be built again (REPRO4001", finding.BroughtBy!);
    }

    [TestMethod]
    public async Task Builds_of_the_stage_that_are_equal_are_told_as_such()
    {
        using var folder = new TestFolder();
        var (diagnosis, dockerfile) = Diagnose(folder, "app/when", "COPY /out /app");

        var finding = (await Blamer(folder, new StageBuilder((_, _) => Steps(("RUN date", "out/when", "same")))).BlameAsync(diagnosis, dockerfile, CancellationToken.None)).Findings.Single();

        Assert.AreEqual(8, finding.First.Blame!.Line);
        Assert.Contains("two more builds of stage build were equal", finding.BroughtBy!);
    }

    [TestMethod]
    public async Task What_an_image_has_brought_is_built_by_nobody()
    {
        using var folder = new TestFolder();
        var builder = new StageBuilder((_, _) => throw new AssertFailedException("nothing is to be built"));
        var (diagnosis, dockerfile) = Diagnose(folder, "x", "COPY /x /x");

        var finding = (await Blamer(folder, builder).BlameAsync(diagnosis, dockerfile, CancellationToken.None)).Findings.Single();

        Assert.AreEqual(9, finding.First.Blame!.Line);
        Assert.Contains("example.com/image is no stage of this Dockerfile", finding.BroughtBy!);
        Assert.IsEmpty(builder.Targets);
    }

    [TestMethod]
    public void No_stage_is_looked_into_where_no_copy_is_blamed()
    {
        var dockerfile = Dockerfile.Parse("FROM scratch\nRUN date\n", "/Dockerfile");
        var step = new HistoryEntry(null, "RUN /bin/sh -c date # buildkit", "buildkit.dockerfile.v0", false);
        TestImage Image(string text) => new(TestLayer.Gzip(new TarBuilder().File("a", text).Build())) { History = [step] };

        var diagnosis = Explained.Images(Image("red"), Image("blue"), comparer: new ComparerOptions { Dockerfile = dockerfile });

        Assert.AreEqual(2, diagnosis.Findings.Single().First.Blame!.Line);
        Assert.IsFalse(StageBlamer.IsNeeded(diagnosis, dockerfile));
    }

    private static StageBlamer Blamer(TestFolder folder, StageBuilder builder) => new(
        builder, new BuildPlan { ProjectDirectory = folder.Path, OutputDirectory = folder["out"], Epoch = 1, DockerfilePath = folder["Dockerfile"] }, new ListLog());

    private static (Diagnosis, Dockerfile) Diagnose(TestFolder folder, string path, string copy)
    {
        var dockerfile = Dockerfile.Parse(Text, folder["Dockerfile"]);
        var steps = new[] { ("COPY /out /app", "app/other", "same"), ("COPY /x /x", "y", "same") };
        TestImage Image(string text) => Steps([.. steps.Select(s => s.Item1 == copy ? (copy, path, text) : s)]);
        return (Explained.Images(Image("red"), Image("blue"), comparer: new ComparerOptions { Dockerfile = dockerfile }), dockerfile);
    }

    private static TestImage Steps(params (string Step, string Path, string Content)[] steps) =>
        new([.. steps.Select(s => TestLayer.Gzip(new TarBuilder().File(s.Path, s.Content).Build()))])
        {
            History = [.. steps.Select(s => new HistoryEntry(null, Written(s.Step), "buildkit.dockerfile.v0", false))],
        };

    private static string Written(string step) => step.StartsWith("RUN ", StringComparison.Ordinal) ? $"RUN /bin/sh -c {step[4..]} # buildkit" : $"{step} # buildkit";
}
