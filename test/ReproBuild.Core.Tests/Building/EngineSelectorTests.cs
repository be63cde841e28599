using ReproBuild.Building;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;

namespace ReproBuild.Core.Tests.Building;

[TestClass]
public sealed class EngineSelectorTests
{
    private const string Version = "[ \"$*\" = 'buildx version' ] && { echo github.com/docker/buildx 0.13.1; exit; }\n";
    private const string Help = "echo '      --timestamp int   set'; echo '      --identity-label   add (default true)'";
    private const string Info = """echo '{"store":{"GraphRoot":"/g/storage","RunRoot":"/r/storage","GraphDriverName":"overlay","GraphOptions":null}}'""";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task No_engine_at_all_is_REPRO1006_and_every_one_that_was_tried_is_named()
    {
        using var folder = new TestFolder();

        var error = await FailsAsync(folder, "auto", null, null);

        Assert.AreEqual("REPRO1006", error.Code);
        StringAssert.Contains(error.Message, "buildx: docker is not installed.");
        StringAssert.Contains(error.Message, "buildah: buildah is not installed.");
        StringAssert.Contains(error.Message, "ReproEngine");
    }

    [TestMethod]
    public async Task Engines_that_are_there_but_broken_are_REPRO1006_with_the_reason_of_each()
    {
        using var folder = new TestFolder();

        var error = await FailsAsync(folder, "auto",
            Version + "echo 'Driver:        '; echo 'Error:         Cannot connect to the Docker daemon at unix:///x.'",
            "echo 'cannot clone: Operation not permitted' >&2; exit 125");

        Assert.AreEqual("REPRO1006", error.Code);
        StringAssert.Contains(error.Message, "Cannot connect to the Docker daemon at unix:///x. Start it");
        StringAssert.Contains(error.Message, "buildah cannot run: cannot clone: Operation not permitted");
    }

    [TestMethod]
    public async Task A_chosen_engine_that_is_not_installed_is_REPRO1006_and_no_other_is_taken()
    {
        using var folder = new TestFolder();

        var error = await FailsAsync(folder, "BuildX", null, $"case $1 in bud) {Help};; *) {Info};; esac");

        Assert.AreEqual("REPRO1006", error.Code);
        Assert.IsFalse(error.Message.Contains("buildah", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task An_engine_that_does_not_exist_is_REPRO1005_with_those_that_do()
    {
        using var folder = new TestFolder();

        var error = await FailsAsync(folder, "kaniko", null, null);

        Assert.AreEqual("REPRO1005", error.Code);
        StringAssert.Contains(error.Message, "\"kaniko\"");
        StringAssert.Contains(error.Message, "auto, buildx, buildah");
    }

    [TestMethod]
    [DataRow("echo \"docker: 'buildx' is not a docker command.\" >&2; exit 1", "docker-buildx")]
    [DataRow("echo buildah 1.33", "docker-buildx")] // podman that calls itself docker
    [DataRow(Version + "echo 'ERROR: no builder \"x\" found' >&2; exit 1", "docker buildx ls")]
    [DataRow(Version + "echo 'Driver: '; echo 'Error: permission denied while trying to connect'", "group docker")]
    [DataRow(Version + "echo 'Driver:        docker'; echo 'BuildKit version: v0.12.5'", "BuildKit 0.12.5")]
    [DataRow(Version + "echo 'Driver:        docker-container'; echo 'Buildkit:  v0.11.0'", "BuildKit 0.11.0")]
    [DataRow(Version + "case $1 in buildx) echo 'Driver: docker';; info) echo '[[\"Backing Filesystem\",\"extfs\"]]';; esac", "containerd image store")]
    public async Task A_docker_that_cannot_export_is_REPRO1007_and_says_what_to_do(string script, string remedy)
    {
        using var folder = new TestFolder();

        var error = await FailsAsync(folder, "buildx", script, null);

        Assert.AreEqual("REPRO1007", error.Code);
        StringAssert.Contains(error.Message, remedy);
    }

    [TestMethod]
    [DataRow(Version + "case $1 in buildx) echo 'Driver: docker';; info) echo '[[\"driver-type\",\"io.containerd.snapshotter.v1\"]]';; esac")]
    [DataRow(Version + "echo 'Driver:        docker-container'; echo 'Status: inactive'")]
    [DataRow(Version + "echo 'Driver:        remote'; echo 'BuildKit version: v0.13.0'")]
    [DataRow(Version + "echo 'Driver:        kubernetes'; echo 'BuildKit version: v0.0.0+unknown'")]
    public async Task A_docker_that_can_export_is_taken(string script)
    {
        using var folder = new TestFolder();

        Assert.AreEqual("buildx", (await SelectAsync(folder, "buildx", script, null)).Name);
    }

    [TestMethod]
    [DataRow("echo '  --layers'", "--timestamp")]
    [DataRow($"case $1 in bud) {Help};; *) echo 'database is locked' >&2; exit 1;; esac", "database is locked")]
    [DataRow($$"""case $1 in bud) {{Help}};; *) echo '{"host": {"serviceIsRemote": true} }';; esac""", "remote service")]
    public async Task A_buildah_that_cannot_build_here_is_REPRO1007_and_says_why(string script, string reason)
    {
        using var folder = new TestFolder();

        var error = await FailsAsync(folder, "buildah", null, script);

        Assert.AreEqual("REPRO1007", error.Code);
        StringAssert.Contains(error.Message, reason);
    }

    private async Task<Diagnostic> FailsAsync(TestFolder folder, string engine, string? docker, string? buildah) =>
        (await Assert.ThrowsExactlyAsync<ReproException>(() => SelectAsync(folder, engine, docker, buildah))).Diagnostic;

    private Task<IImageBuilder> SelectAsync(TestFolder folder, string engine, string? docker, string? buildah)
    {
        var selector = new EngineSelector(
        [
            new BuildxBuilder(TestRepository.Git, docker is null ? "/nowhere/docker" : folder.WriteScript("docker", docker)),
            new BuildahBuilder(TestRepository.Git,
                BuildahProgram.Buildah with { Path = buildah is null ? "/nowhere/buildah" : folder.WriteScript("buildah", buildah) }),
        ]);
        return selector.SelectAsync(engine, TwiceBuilderTests.Plan(folder), new ListLog(), TestContext.CancellationToken);
    }
}
