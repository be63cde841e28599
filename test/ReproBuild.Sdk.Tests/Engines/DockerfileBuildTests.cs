using ReproBuild.Archives;
using ReproBuild.Building;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;

namespace ReproBuild.Sdk.Tests.Engines;

[TestClass]
public sealed class DockerfileBuildTests
{
    // The cache mount is empty in both builds, or the second one fails.
    private static string Reproducible => $"""
        FROM {TestEngine.Busybox} AS build
        ARG SOURCE_DATE_EPOCH
        COPY source /source
        RUN --mount=type=cache,mode=0777,target=/cache test ! -e /cache/used && touch /cache/used && \
            mkdir /out && cp -r /source /out/app && date -u -d "@$SOURCE_DATE_EPOCH" > /out/when

        FROM {TestEngine.Busybox}
        COPY --from=build /out /app
        RUN echo configured > /etc/configured
        USER 1000
        ENTRYPOINT ["/app/run.sh"]
        """;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("buildx")]
    [DataRow("buildah")]
    [DataRow("podman")]
    public async Task A_reproducible_Dockerfile_gives_one_digest_in_two_builds_of_two_clones(string engine)
    {
        using var repository = Repository(Reproducible);
        string clone = repository.Around["a clone with another name"];
        repository.Run("clone", "--quiet", repository.Root, clone);
        File.SetLastWriteTimeUtc(Path.Combine(clone, "source/data"), DateTime.UnixEpoch.AddYears(1));
        File.SetUnixFileMode(Path.Combine(clone, "source/data"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var plan = TestEngine.Plan(repository);

        var here = await RunAsync(engine, plan);
        var there = await RunAsync(engine, plan with
        {
            ProjectDirectory = clone,
            DockerfilePath = Path.Combine(clone, "Dockerfile"),
            OutputDirectory = repository.Around["out, there"],
        });

        string digest = TestEngine.Digest(here.First.ArchivePath);
        Assert.AreEqual(digest, TestEngine.Digest(here.Second.ArchivePath));
        Assert.AreEqual(digest, TestEngine.Digest(there.First.ArchivePath), "another clone gives another image");
        Assert.AreEqual(digest, TestEngine.Digest(there.Second.ArchivePath));
        using var archive = ImageArchive.Open(here.First.ArchivePath);
        StringAssert.StartsWith(archive.Images.Single().Config.Created, "2020-09-13T12:26:40", "created is the epoch");
        Assert.IsEmpty(archive.Attestations);
        Assert.IsGreaterThan(0, new FileInfo(here.Second.LogPath!).Length);
    }

    [TestMethod]
    [DataRow("buildx")]
    [DataRow("buildah")]
    [DataRow("podman")]
    public async Task A_clock_that_is_read_in_whole_seconds_gives_two_digests(string engine)
    {
        using var repository = Repository($"FROM {TestEngine.Busybox}\nRUN date > /build-info\n");

        var result = await RunAsync(engine, TestEngine.Plan(repository));

        Assert.AreNotEqual(TestEngine.Digest(result.First.ArchivePath), TestEngine.Digest(result.Second.ArchivePath));
    }

    [TestMethod]
    [DataRow("buildx")]
    [DataRow("buildah")]
    public async Task Target_arguments_and_contexts_that_stand_in_for_images_reach_the_build(string engine)
    {
        const string pinned = "example.invalid/base:1.2@sha256:ef8c5c733079ac219c77edab604c425d748c740d8699530ea6aced9de79aea40";
        using var repository = Repository(
            $"FROM {pinned} AS wanted\nARG GREETING\nCOPY --from=more /extra /\nRUN echo \"$GREETING\" > /greeting\nFROM scratch\nCOPY nothing /\n");
        repository.Write("more/extra");
        repository.Write("odd name/Dockerfile.special", File.ReadAllText(repository["Dockerfile"]));
        var plan = TestEngine.Plan(repository) with
        {
            DockerfilePath = repository["odd name/Dockerfile.special"],
            Target = "wanted",
            BuildArguments = [new("GREETING", "hello, \"world\" $HOME")],
            NamedContexts = [new(pinned, "docker-image://" + TestEngine.Busybox), new("more", repository["more"])],
        };

        var result = await RunAsync(engine, plan);

        using var archive = ImageArchive.Open(result.First.ArchivePath);
        Assert.HasCount(3, archive.Images.Single().Layers);
        Assert.AreEqual(TestEngine.Digest(result.First.ArchivePath), TestEngine.Digest(result.Second.ArchivePath));
    }

    [TestMethod]
    [DataRow("buildx")]
    [DataRow("buildah")]
    [DataRow("podman")]
    public async Task A_RUN_that_fails_is_REPRO4001_with_what_it_said(string engine)
    {
        using var repository = Repository($"FROM {TestEngine.Busybox}\nRUN echo it is broken >&2 && exit 3\n");

        var error = await FailsAsync(engine, TestEngine.Plan(repository));

        Assert.AreEqual("REPRO4001", error.Code);
        StringAssert.Contains(error.Message, "it is broken");
        StringAssert.Contains(error.Message, repository.Around["out/build-1.log"]);
        Assert.IsFalse(Directory.Exists(repository.Around["out/.work"]));
    }

    [TestMethod]
    [DataRow("buildx")]
    [DataRow("buildah")]
    public async Task A_COPY_of_what_git_ignores_fails_with_a_hint_that_names_it(string engine)
    {
        using var repository = Repository($"FROM {TestEngine.Busybox}\nCOPY publish/app /app\n");
        repository.Write(".gitignore", "publish/\n");
        repository.Commit();
        repository.Write("publish/app");

        var error = await FailsAsync(engine, TestEngine.Plan(repository));

        Assert.AreEqual("REPRO4001", error.Code);
        StringAssert.Contains(error.Message, "Files that git ignores are not part of the build context");
        StringAssert.Contains(error.Message, "publish/");
    }

    [TestMethod]
    [DataRow("buildx")]
    [DataRow("buildah")]
    public async Task A_dockerignore_is_obeyed_that_of_the_Dockerfile_before_that_of_the_context(string engine)
    {
        using var repository = Repository($"FROM {TestEngine.Busybox}\nCOPY . /all\nRUN test ! -e /all/excluded && test -e /all/kept\n");
        repository.Write("excluded");
        repository.Write("kept");
        repository.Write(".dockerignore", "kept\n");
        repository.Write("Dockerfile.dockerignore", "excluded\n");

        var log = new ListLog();
        await RunAsync(engine, TestEngine.Plan(repository), log);

        StringAssert.Contains(log.Diagnostics.Single().Message, "kept");
        Assert.IsFalse(log.Diagnostics.Single().Message.Contains("excluded", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("buildx")]
    [DataRow("buildah")]
    public async Task The_value_of_an_argument_that_is_named_like_a_secret_is_in_no_log(string engine)
    {
        const string secret = "s3cr3t-of-the-test";
        using var repository = Repository($"FROM {TestEngine.Busybox}\nARG NPM_TOKEN\nRUN echo \"using $NPM_TOKEN\" && exit 1\n");
        var log = new ListLog();

        var error = await FailsAsync(engine, TestEngine.Plan(repository) with { BuildArguments = [new("NPM_TOKEN", secret)] }, log);

        Assert.IsTrue(log.Lines.Any(l => l.Contains("using ***", StringComparison.Ordinal)), "the line itself is there");
        Assert.IsFalse(log.Lines.Any(l => l.Contains(secret, StringComparison.Ordinal)));
        Assert.IsFalse(File.ReadAllText(repository.Around["out/build-1.log"]).Contains(secret, StringComparison.Ordinal));
        Assert.IsFalse(error.Message.Contains(secret, StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task A_missing_Dockerfile_is_REPRO3001_before_anything_is_built()
    {
        using var repository = new TestRepository();
        repository.Commit();

        var error = await FailsAsync("buildx", TestEngine.Plan(repository));

        Assert.AreEqual("REPRO3001", error.Code);
        StringAssert.Contains(error.Message, repository["Dockerfile"]);
    }

    private static TestRepository Repository(string dockerfile)
    {
        var repository = new TestRepository();
        repository.Write("Dockerfile", dockerfile);
        repository.Write("source/data", "data\n");
        repository.Write("source/run.sh", "#!/bin/sh\nexec cat /app/when\n");
        File.SetUnixFileMode(repository["source/run.sh"], (UnixFileMode)0b111_101_101);
        repository.Commit();
        return repository;
    }

    private async Task<TwiceResult> RunAsync(string engine, BuildPlan plan, ListLog? log = null)
    {
        var builder = await TestEngine.RequireAsync(engine, plan, TestContext.CancellationToken);
        return await new TwiceBuilder(builder).RunAsync(plan, log ?? new ListLog(), null, TestContext.CancellationToken);
    }

    private async Task<Diagnostic> FailsAsync(string engine, BuildPlan plan, ListLog? log = null) =>
        (await Assert.ThrowsExactlyAsync<ReproException>(() => RunAsync(engine, plan, log))).Diagnostic;
}
