using ReproBuild.Archives;
using ReproBuild.Building;
using ReproBuild.Causes;
using ReproBuild.Causes.Blaming;
using ReproBuild.Comparing;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Dockerfiles;

namespace ReproBuild.Sdk.Tests.Engines;

[TestClass]
public sealed class StageBlameTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("buildx")]
    [DataRow("buildah")]
    public async Task A_clock_in_the_builder_is_blamed_on_the_builders_line(string engine)
    {
        using var repository = new TestRepository();
        repository.Write("Dockerfile", $"""
            FROM {TestEngine.Busybox} AS builder
            RUN mkdir /out && echo same > /out/same
            RUN date > /out/build-info

            FROM {TestEngine.Busybox}
            COPY --from=builder /out /app
            """);
        repository.Commit();
        var plan = TestEngine.Plan(repository);
        var builder = await TestEngine.RequireAsync(engine, plan, TestContext.CancellationToken);
        var twice = await new TwiceBuilder(builder).RunAsync(plan, new ListLog(), null, TestContext.CancellationToken);
        var dockerfile = Dockerfile.Load(plan.DockerfilePath!);
        using var left = ImageArchive.Open(twice.First.ArchivePath);
        using var right = ImageArchive.Open(twice.Second.ArchivePath);
        var diagnosis = Diagnoser.Diagnose(left, right, new ComparerOptions { Dockerfile = dockerfile }, new DiagnosisOptions(), TestContext.CancellationToken);

        var blamed = await new StageBlamer(builder, plan, new ListLog()).BlameAsync(diagnosis, dockerfile, TestContext.CancellationToken);

        Assert.IsTrue(StageBlamer.IsNeeded(diagnosis, dockerfile));
        var finding = blamed.Findings.First(f => f.Paths.Contains("app/build-info"));
        Assert.AreEqual(6, diagnosis.Findings.First(f => f.Paths.Contains("app/build-info")).First.Blame!.Line);
        Assert.AreEqual((3, "RUN date > /out/build-info"), (finding.First.Blame!.Line, finding.First.Blame.Instruction));
        Assert.AreEqual("Brought by COPY --from=builder (line 6)", finding.BroughtBy);
    }
}
