using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Pinning;

namespace ReproBuild.Core.Tests.Pinning;

[TestClass]
public sealed class BaseImagePinnerSpecs
{
    private readonly FakeResolver registries = new FakeResolver().Has("golang:latest", "go").Has("alpine:latest", "alpine");

    public TestContext TestContext { get; set; } = null!;

    private static string Go => "@" + FakeResolver.DigestOf("go");

    private static string Alpine => "@" + FakeResolver.DigestOf("alpine");

    [TestMethod]
    public async Task FROM_gets_digests_and_the_lock_file_all_there_is_to_know()
    {
        using var folder = new TestFolder();
        var request = Project(folder, "FROM golang:latest AS b\n\nFROM alpine\n");

        var report = await RunAsync(request);

        Assert.AreEqual($"FROM golang:latest{Go} AS b\n\nFROM alpine:latest{Alpine}\n", File.ReadAllText(request.DockerfilePath!));
        Assert.IsEmpty(report.Diagnostics);
        var locked = LockFile.Load(request.LockFilePath);
        CollectionAssert.AreEqual(new[] { "docker.io/library/alpine:latest", "docker.io/library/golang:latest" }, locked.Images.Keys.ToArray());
        Assert.AreEqual("linux/amd64", locked.Find(ImageReference.Parse("golang"))!.Platforms[0].Platform.ToString());
        CollectionAssert.AreEquivalent(new[] { request.DockerfilePath, request.LockFilePath }, report.Written.ToArray());
        Assert.HasCount(2, Directory.GetFiles(folder.Path), "nothing half-written stays");
    }

    [TestMethod]
    public async Task Pinning_again_asks_nobody_and_writes_nothing()
    {
        using var folder = new TestFolder();
        var request = Project(folder, "FROM golang:latest\n");
        await RunAsync(request);
        registries.Asked.Clear();
        registries.IsSilent = true;

        var again = await RunAsync(request with { Locked = true });

        Assert.IsEmpty(again.Diagnostics);
        Assert.IsEmpty(again.Written);
        Assert.IsEmpty(registries.Asked);
    }

    [TestMethod]
    public async Task Thirty_references_to_three_images_are_three_questions()
    {
        using var folder = new TestFolder();
        registries.Has("busybox:1", "busybox");
        string text = string.Concat(Enumerable.Range(0, 10).Select(i => $"FROM golang\nFROM alpine:latest\nFROM docker.io/library/busybox:1\n"));

        await RunAsync(Project(folder, text));

        Assert.HasCount(3, registries.Asked);
    }

    [TestMethod]
    public async Task A_moved_tag_changes_nothing_until_a_refresh_is_asked_for()
    {
        using var folder = new TestFolder();
        var request = Project(folder, "FROM golang:latest\n");
        await RunAsync(request);
        registries.Has("golang:latest", "go, newer");

        var kept = await RunAsync(request);
        var refreshed = await RunAsync(request with { Update = true });

        Assert.IsEmpty(kept.Written);
        Assert.HasCount(2, refreshed.Written);
        Assert.AreEqual($"FROM golang:latest@{FakeResolver.DigestOf("go, newer")}\n", File.ReadAllText(request.DockerfilePath!));
    }

    [TestMethod]
    public async Task A_digest_that_the_lock_file_has_is_written_though_the_tag_has_moved()
    {
        using var folder = new TestFolder();
        var request = Project(folder, "FROM golang:latest\n");
        await RunAsync(request with { LockFileOnly = true });
        registries.Has("golang:latest", "go, newer");

        await RunAsync(request);

        Assert.AreEqual($"FROM golang:latest{Go}\n", File.ReadAllText(request.DockerfilePath!));
    }

    [TestMethod]
    public async Task A_name_that_is_put_together_stays_and_is_in_the_lock_file()
    {
        using var folder = new TestFolder();
        var request = Project(folder, "ARG V=latest\nFROM golang:$V\n");

        var report = await RunAsync(request);

        Assert.AreEqual("ARG V=latest\nFROM golang:$V\n", File.ReadAllText(request.DockerfilePath!));
        Assert.AreEqual(("REPRO2011", Severity.Message, 2), (report.Diagnostics.Single().Code, report.Diagnostics[0].Severity, report.Diagnostics[0].Line));
        Assert.AreEqual(FakeResolver.DigestOf("go"), LockFile.Load(request.LockFilePath).Find(ImageReference.Parse("golang"))!.Digest);
    }

    [TestMethod]
    public async Task With_the_lock_file_alone_the_Dockerfile_is_not_touched()
    {
        using var folder = new TestFolder();
        var request = Project(folder, "FROM golang:latest\n") with { LockFileOnly = true };
        var time = File.GetLastWriteTimeUtc(request.DockerfilePath!);

        var report = await RunAsync(request);

        Assert.AreEqual(request.LockFilePath, report.Written.Single());
        Assert.AreEqual(time, File.GetLastWriteTimeUtc(request.DockerfilePath!));
    }

    [TestMethod]
    public async Task A_dry_run_shows_the_difference_and_writes_nothing()
    {
        using var folder = new TestFolder();
        var request = Project(folder, "FROM golang:latest\n") with { DryRun = true };

        var report = await RunAsync(request);

        StringAssert.Contains(report.Difference, $"--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1,1 +1,1 @@\n-FROM golang:latest\n+FROM golang:latest{Go}\n");
        StringAssert.Contains(report.Difference, "--- /dev/null\n+++ b/repro.lock.json\n");
        Assert.AreEqual("FROM golang:latest\n", File.ReadAllText(request.DockerfilePath!));
        Assert.IsFalse(File.Exists(request.LockFilePath));
    }

    [TestMethod]
    public async Task The_locked_mode_writes_nothing_and_says_what_it_would_have_to()
    {
        using var folder = new TestFolder();
        var request = Project(folder, "FROM golang:latest\n") with { Locked = true };

        var report = await RunAsync(request);

        Assert.AreEqual("REPRO2016", report.Diagnostics.Single().Code);
        Assert.IsEmpty(report.Written);
        Assert.HasCount(1, Directory.GetFiles(folder.Path));
    }

    [TestMethod]
    public async Task One_image_that_cannot_be_had_keeps_all_from_being_written_and_is_told_at_its_line()
    {
        using var folder = new TestFolder();
        var request = Project(folder, "FROM golang:latest\nFROM nothing:here\n");

        var report = await RunAsync(request);

        Assert.AreEqual(("REPRO2008", 2, 6), (report.Diagnostics.Single().Code, report.Diagnostics[0].Line, report.Diagnostics[0].Column));
        Assert.AreEqual("FROM golang:latest\nFROM nothing:here\n", File.ReadAllText(request.DockerfilePath!));
        Assert.IsFalse(File.Exists(request.LockFilePath));
    }

    [TestMethod]
    public async Task Images_of_the_triggers_of_a_base_are_locked_with_it()
    {
        using var folder = new TestFolder();
        registries.Has("tools:1", "tools").Has("runner:1", "runner",
            "COPY --from=tools:1 /a /a", "RUN --mount=from=tools:1,target=/x y", "COPY --from=build /b /b", "COPY --from=0 /c /c", "RUN true");
        var request = Project(folder, "FROM golang:latest AS build\nFROM runner:1\n");

        var report = await RunAsync(request);

        Assert.IsEmpty(report.Diagnostics);
        var locked = LockFile.Load(request.LockFilePath);
        Assert.AreEqual("docker.io/library/tools:1", locked.Find(ImageReference.Parse("runner:1"))!.OnBuild.Single());
        Assert.AreEqual(FakeResolver.DigestOf("tools"), locked.Find(ImageReference.Parse("tools:1"))!.Digest);
        Assert.HasCount(3, locked.Images);

        Assert.IsEmpty((await RunAsync(request)).Written, "and stay locked");
    }

    [TestMethod]
    public async Task Two_digests_under_one_name_are_refused_and_a_refresh_makes_them_one()
    {
        using var folder = new TestFolder();
        registries.Has("golang:latest", "older").Has("golang:latest", "go");
        var request = Project(folder, $"FROM golang:latest{Go}\nFROM golang:latest@{FakeResolver.DigestOf("older")}\n");

        var report = await RunAsync(request);
        await RunAsync(request with { Update = true });

        Assert.AreEqual("REPRO2015", report.Diagnostics.Single().Code);
        Assert.AreEqual($"FROM golang:latest{Go}\nFROM golang:latest{Go}\n", File.ReadAllText(request.DockerfilePath!));
    }

    [TestMethod]
    public async Task The_base_image_of_a_dotnet_project_goes_to_the_lock_file()
    {
        using var folder = new TestFolder();
        registries.Has("mcr.microsoft.com/dotnet/aspnet:10.0", "aspnet");
        string project = folder.Write("app.csproj", "<Project />");
        var request = new PinRequest { ProjectPath = project, LockFilePath = folder["repro.lock.json"], BaseImage = "mcr.microsoft.com/dotnet/aspnet:10.0", IsInferred = true };

        await RunAsync(request);

        Assert.AreEqual("<Project />", File.ReadAllText(project));
        Assert.AreEqual("mcr.microsoft.com/dotnet/aspnet:10.0", LockFile.Load(request.LockFilePath).Images.Single().Key);
    }

    [TestMethod]
    public async Task Nothing_to_pin_makes_no_lock_file()
    {
        using var folder = new TestFolder();

        var report = await RunAsync(Project(folder, "FROM scratch\nCOPY a b\n"));

        Assert.IsEmpty(report.Written);
        Assert.HasCount(1, Directory.GetFiles(folder.Path));
    }

    internal static PinRequest Project(TestFolder folder, string dockerfile) => new()
    {
        ProjectPath = folder["service.proj"],
        LockFilePath = folder["repro.lock.json"],
        DockerfilePath = folder.Write("Dockerfile", dockerfile),
    };

    private Task<PinReport> RunAsync(PinRequest request) => new BaseImagePinner(registries).RunAsync(request, TestContext.CancellationToken);
}
