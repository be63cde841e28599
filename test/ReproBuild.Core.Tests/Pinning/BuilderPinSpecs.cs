using ReproBuild.Building;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Pinning;

namespace ReproBuild.Core.Tests.Pinning;

[TestClass]
public sealed class BuilderPinSpecs
{
    private const string Tag = "moby/buildkit:v0.20.0";
    private static readonly string One = "sha256:" + new string('1', 64), Two = "sha256:" + new string('2', 64);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("docker-container", "Driver Options:        image=\"moby/buildkit:v0.20.0\"\n", Tag)]
    [DataRow("docker-container", "Driver Options:        env.X=\"1\" image=\"moby/buildkit:v0.20.0\"\n", Tag)]
    [DataRow("docker-container", "", "moby/buildkit:buildx-stable-1")]
    [DataRow("docker", "", null)]
    [DataRow("remote", "", null)]
    public async Task The_image_that_a_builder_runs_is_found_where_it_has_one(string driver, string options, string? expected)
    {
        using var folder = new TestFolder();
        string docker = Docker(folder, driver, options, One);

        var image = await BuilderImage.FindAsync("ci", TestContext.CancellationToken, docker);

        Assert.AreEqual(expected, image?.Name);
        Assert.AreEqual(expected is null ? null : "ci", image?.Builder);
    }

    [TestMethod]
    public async Task Without_docker_there_is_no_builder() =>
        Assert.IsNull(await BuilderImage.FindAsync(null, TestContext.CancellationToken, "/nowhere/docker"));

    [TestMethod]
    [DataRow(false, true, Severity.Warning, "dotnet build -t:PinBaseImages")]
    [DataRow(true, true, null, null)]
    [DataRow(true, false, Severity.Error, "docker buildx create --name ci --driver docker-container --driver-opt image=moby/buildkit:v0.20.0@sha256:1111")]
    [DataRow(true, null, Severity.Warning, "has not been started")]
    public async Task What_runs_is_held_against_the_lock_file(bool locked, bool? same, Severity? severity, string? words)
    {
        using var folder = new TestFolder();
        string docker = Docker(folder, "docker-container", $"Driver Options: image=\"{Tag}\"\n", same is null ? null : same.Value ? One : Two);
        var image = (await BuilderImage.FindAsync("ci", TestContext.CancellationToken, docker))!;
        folder.Write("repro.lock.json", $$"""{"version":1,"images":{"docker.io/moby/buildkit:v0.20.0":{"digest":"{{One}}","mediaType":"application/vnd.oci.image.index.v1+json","platforms":{} } } }""");
        var lockFile = locked ? LockFile.Load(folder["repro.lock.json"]) : LockFile.Empty(folder["repro.lock.json"]);

        var finding = BuilderPin.Check(image, lockFile, await image.RunningAsync(TestContext.CancellationToken, docker));

        Assert.AreEqual(severity, finding?.Severity);
        if (words is null) return;
        Assert.AreEqual(DiagnosticCodes.BuilderNotPinned, finding!.Code);
        Assert.Contains(words, finding.Message);
        Assert.Contains("which the builder ci runs", finding.Message);
    }

    [TestMethod]
    public async Task The_builders_image_goes_to_the_lock_file_and_into_no_Dockerfile()
    {
        using var folder = new TestFolder();
        var request = BaseImagePinnerSpecs.Project(folder, "FROM golang:latest\n");
        var image = (await BuilderImage.FindAsync("ci", TestContext.CancellationToken, Docker(folder, "docker-container", $"Driver Options: image=\"{Tag}\"\n", One)))!;

        await new BaseImagePinner(new FakeResolver().Has("golang:latest", "go").Has(Tag, "buildkit")).RunAsync(request with { Others = [BuilderPin.Use(image)] }, TestContext.CancellationToken);

        Assert.IsTrue(LockFile.Load(request.LockFilePath).Images.ContainsKey("docker.io/moby/buildkit:v0.20.0"));
        Assert.DoesNotContain("buildkit", File.ReadAllText(request.DockerfilePath!));
    }

    // Answers as docker does: about the builder, its container and the container's image.
    private static string Docker(TestFolder folder, string driver, string options, string? running) => folder.WriteScript("bin/docker", $"""
        case "$1 $2" in
        'buildx inspect') printf 'Name:          ci\nDriver:        {driver}\n\nNodes:\nName:                  ci0\nEndpoint:              unix:///x\n{options.Replace("\n", "\\n", StringComparison.Ordinal)}Status:                running\n' ;;
        'inspect --format') {(running is null ? "exit 1" : $"echo {new string('f', 12)}")} ;;
        'image inspect') echo 'registry.example/moby/buildkit@{running} ' ;;
        *) exit 9 ;;
        esac
        """);
}
