using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using ReproBuild.Registries;
using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Publishing;

/// <summary>Publishing where no registry and no file is named: into the machine's own image store.</summary>
[TestClass]
public sealed partial class LoadTests
{
    [TestMethod]
    public async Task Docker_gets_all_tags_and_names_the_image_by_the_digest_that_is_told()
    {
        string name = Name();
        using var project = PushTests.Project();

        var run = await PublishAsync(project, name, "-p:LocalRegistry=Docker");

        string digest = Digest(run.Succeeded());
        try
        {
            Assert.AreEqual(digest, await AskAsync("docker", "image", "inspect", "--format", "{{.Id}}", $"{name}:v1"));
            Assert.AreEqual(digest, await AskAsync("docker", "image", "inspect", "--format", "{{.Id}}", $"{name}:v2"));
            Assert.AreEqual("hello", await AskAsync("docker", "run", "--rm", $"{name}:v2", "cat", "/hello"));
        }
        finally
        {
            await AskAsync("docker", "rmi", $"{name}:v1", $"{name}:v2");
        }
    }

    [TestMethod]
    public async Task Docker_with_its_classic_store_has_the_configuration_that_was_built_and_runs_it()
    {
        await using var docker = await SecondDocker.StartAsync();
        using var project = PushTests.Project();
        // Its own builder exports no OCI archives.
        project.Environment["DOCKER_HOST"] = docker.Host;

        var run = await PublishAsync(project, "team/service", "-p:ReproEngine=buildah", "-p:LocalRegistry=Docker");

        run.Succeeded().Says("Docker's classic store keeps no manifest");
        string id = await docker.RunAsync("image", "inspect", "--format", "{{.Id}}", "team/service:v1");
        run.Says($"image ID {id}");
        Assert.AreEqual(id, await docker.RunAsync("image", "inspect", "--format", "{{.Id}}", "team/service:v2"));
        Assert.AreEqual("hello", await docker.RunAsync("run", "--rm", "--network", "none", "team/service:v2", "cat", "/hello"));
    }

    [TestMethod]
    public async Task podman_gets_all_tags_and_keeps_the_manifest()
    {
        string name = Name();
        using var project = PushTests.Project();

        var run = await PublishAsync(project, name, "-p:LocalRegistry=Podman");

        string digest = Digest(run.Succeeded());
        try
        {
            Assert.AreEqual(digest, await AskAsync("podman", "image", "inspect", "--format", "{{.Digest}}", $"localhost/{name}:v1"));
            Assert.AreEqual(digest, await AskAsync("podman", "image", "inspect", "--format", "{{.Digest}}", $"localhost/{name}:v2"));
        }
        finally
        {
            await AskAsync("podman", "rmi", $"localhost/{name}:v1", $"localhost/{name}:v2");
        }
    }

    [TestMethod]
    public async Task Of_two_platforms_Docker_gets_both_under_the_digest_of_their_index()
    {
        string name = Name();
        using var project = TwoPlatforms();

        var run = await PublishAsync(project, name, "-p:LocalRegistry=Docker", "-p:ReproEngine=buildx", "-p:ReproPlatforms=linux/arm64%2Clinux/amd64");

        string digest = Digest(run.Succeeded());
        try
        {
            Assert.AreEqual(digest, await AskAsync("docker", "image", "inspect", "--format", "{{.Id}}", $"{name}:v2"));
            using var both = await ImageLocation.OpenAsync($"docker-daemon:{name}:v1", project.Root, RegistryOptions.FromEnvironment, CancellationToken.None);
            Assert.AreEqual("linux/arm64 linux/amd64", string.Join(' ', both.Images.Select(i => i.Platform)));
        }
        finally
        {
            await AskAsync("docker", "rmi", $"{name}:v1", $"{name}:v2");
        }
    }

    [TestMethod]
    public async Task Of_two_platforms_Docker_with_its_classic_store_gets_its_own_and_I_am_told_so_and_of_two_others_none()
    {
        await using var docker = await SecondDocker.StartAsync();
        using var project = TwoPlatforms();
        project.Environment["DOCKER_HOST"] = docker.Host;

        var run = await PublishAsync(project, "team/two", "-p:LocalRegistry=Docker", "-p:ReproEngine=buildah", "-p:ReproPlatforms=linux/arm64%2Clinux/amd64");
        var others = await PublishAsync(project, "team/others", "-p:LocalRegistry=Docker", "-p:ReproEngine=buildah", "-p:ReproPlatforms=linux/arm64%2Clinux/s390x");

        run.Succeeded().Says("Docker's classic store keeps the image of linux/amd64 alone");
        run.Says($"image ID {await docker.RunAsync("image", "inspect", "--format", "{{.Id}}", "team/two:v2")}");
        Assert.AreEqual("linux/amd64", await docker.RunAsync("image", "inspect", "--format", "{{.Os}}/{{.Architecture}}", "team/two:v1"));
        others.FailedWith("error REPRO7013: Docker here runs linux/amd64, and the image is for linux/arm64, linux/s390x. Nothing was loaded.").DoesNotSay("Published:");
        Assert.AreEqual("", await docker.RunAsync("image", "ls", "--quiet", "team/others"));
    }

    [TestMethod]
    public async Task Of_two_platforms_podman_gets_its_own_and_I_am_told_so_and_of_two_others_none()
    {
        string name = Name();
        using var project = TwoPlatforms();

        var run = await PublishAsync(project, name, "-p:LocalRegistry=Podman", "-p:ReproEngine=buildah", "-p:ReproPlatforms=linux/arm64%2Clinux/amd64");
        var others = await PublishAsync(project, name + "-others", "-p:LocalRegistry=Podman", "-p:ReproEngine=buildah", "-p:ReproPlatforms=linux/arm64%2Clinux/s390x");

        run.Succeeded().Says("podman keeps the image of linux/amd64 and not the index.");
        try
        {
            run.Says($"podman has it: digest {await AskAsync("podman", "image", "inspect", "--format", "{{.Digest}}", $"localhost/{name}:v1")}");
            Assert.AreEqual("linux/amd64", await AskAsync("podman", "image", "inspect", "--format", "{{.Os}}/{{.Architecture}}", $"localhost/{name}:v2"));
            others.FailedWith("error REPRO7013: podman here runs linux/amd64, and the image is for linux/arm64, linux/s390x. Nothing was loaded.").DoesNotSay("Published:");
            Assert.AreEqual("", await AskAsync("podman", "image", "ls", "--quiet", $"localhost/{name}-others"));
        }
        finally
        {
            await AskAsync("podman", "rmi", $"localhost/{name}:v1", $"localhost/{name}:v2");
        }
    }

    [TestMethod]
    public async Task Without_a_daemon_or_with_an_unknown_one_nothing_is_built()
    {
        using var project = TestProject.NewDockerfile();
        project.Environment["DOCKER_HOST"] = "unix:///nowhere/docker.sock";

        (await PublishAsync(project, "service", "-p:LocalRegistry=Docker")).FailedWith("error REPRO7012").Says("ContainerArchiveOutputPath").DoesNotSay("begins");
        (await PublishAsync(project, "service", "-p:LocalRegistry=Moby")).FailedWith("error REPRO1005").Says("Moby").DoesNotSay("begins");
    }

    private static TestProject TwoPlatforms() => TestProject.NewDockerfile("FROM scratch\nARG TARGETARCH\nENV FOR=$TARGETARCH\nCOPY Dockerfile /\n");

    private static Task<DotnetRun> PublishAsync(TestProject project, string repository, params string[] more) =>
        project.RunAsync(["publish", "-t:PublishContainer", $"-p:ContainerRepository={repository}", "-p:ContainerImageTags=\"v1;v2\"", .. more]);

    private static string Name() => $"reprobuild-test-{Guid.NewGuid():N}";

    private static string Digest(DotnetRun run) => Told().Match(run.Output) is { Success: true } match ? match.Groups[1].Value : throw new AssertFailedException(run.Output);

    private static async Task<string> AskAsync(string program, params string[] arguments)
    {
        var answer = await Cli.Wrap(program).WithArguments(arguments).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        Assert.AreEqual(0, answer.ExitCode, answer.StandardError);
        return answer.StandardOutput.Trim();
    }

    [GeneratedRegex("Digest:    (sha256:[0-9a-f]{64})")]
    private static partial Regex Told();
}
