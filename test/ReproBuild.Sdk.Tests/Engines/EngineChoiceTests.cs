using ReproBuild.Building;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;

namespace ReproBuild.Sdk.Tests.Engines;

[TestClass]
public sealed class EngineChoiceTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task A_daemon_that_is_down_is_REPRO1007_and_says_what_to_type()
    {
        using var repository = new TestRepository();
        await TestEngine.RequireAsync("buildx", TestEngine.Plan(repository), TestContext.CancellationToken);

        var error = await Assert.ThrowsExactlyAsync<ReproException>(() => SelectAsync("buildx", WithoutDaemon(repository), new ListLog()));

        Assert.AreEqual("REPRO1007", error.Diagnostic.Code);
        StringAssert.Contains(error.Message, "Cannot connect to the Docker daemon");
        StringAssert.Contains(error.Message, "systemctl start docker");
    }

    [TestMethod]
    public async Task Auto_takes_buildah_where_the_daemon_is_down_and_says_why()
    {
        using var repository = new TestRepository();
        await TestEngine.RequireAsync("buildah", TestEngine.Plan(repository), TestContext.CancellationToken);
        var log = new ListLog();

        var builder = await SelectAsync("auto", WithoutDaemon(repository), log);

        Assert.AreEqual("buildah", builder.Name);
        StringAssert.Contains(log.Messages.Single(), "Cannot connect to the Docker daemon");
    }

    [TestMethod]
    public async Task Auto_prefers_buildx_and_says_nothing()
    {
        using var repository = new TestRepository();
        await TestEngine.RequireAsync("buildx", TestEngine.Plan(repository), TestContext.CancellationToken);
        var log = new ListLog();

        Assert.AreEqual("buildx", (await SelectAsync("auto", TestEngine.Plan(repository), log)).Name);
        Assert.IsEmpty(log.Messages);
    }

    [TestMethod]
    public async Task A_builder_that_does_not_exist_is_REPRO1007_with_its_name()
    {
        using var repository = new TestRepository();
        await TestEngine.RequireAsync("buildx", TestEngine.Plan(repository), TestContext.CancellationToken);

        var error = await Assert.ThrowsExactlyAsync<ReproException>(() =>
            SelectAsync("buildx", TestEngine.Plan(repository) with { Builder = "no-such-builder" }, new ListLog()));

        Assert.AreEqual("REPRO1007", error.Diagnostic.Code);
        StringAssert.Contains(error.Message, "no-such-builder");
    }

    private static BuildPlan WithoutDaemon(TestRepository repository) => TestEngine.Plan(repository) with
    {
        Environment = new Dictionary<string, string?> { ["DOCKER_HOST"] = "unix://" + repository.Around["docker.sock"] },
    };

    private Task<IImageBuilder> SelectAsync(string engine, BuildPlan plan, ListLog log) =>
        new EngineSelector(TestRepository.Git).SelectAsync(engine, plan, log, TestContext.CancellationToken);
}
