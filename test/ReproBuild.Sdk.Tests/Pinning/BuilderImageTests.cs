using CliWrap;
using CliWrap.Buffered;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Registries;
using ReproBuild.Sdk.Tests.Engines;
using ReproBuild.Sdk.Tests.Infra;
using ReproBuild.Sdk.Tests.Registries;

namespace ReproBuild.Sdk.Tests.Pinning;

/// <summary>A real builder of buildx in a container; it is looked at, and builds nothing.</summary>
[TestClass]
public sealed class BuilderImageTests
{
    [TestMethod]
    public async Task The_image_that_a_builder_runs_is_locked_and_I_am_told_where_another_one_runs()
    {
        // Under the name of BuildKit's image stands busybox: what counts here is its digest.
        await using var registry = await RealRegistry.StartAsync();
        using (var client = Client.Create())
        using (var archive = ImageArchive.Open(ProxiedImage.Busybox))
            await new ArchivePusher(client).PushAsync(archive, registry.Reference("moby/buildkit"), ["v0"], new PushOptions(), default);
        string builder = $"repro{Guid.NewGuid():N}"[..16], container = $"buildx_buildkit_{builder}0";
        using var project = TestProject.NewDockerfile("FROM scratch\nCOPY Dockerfile /\n");
        string[] arguments = ["-p:ReproEngine=buildx", $"-p:ReproBuilder={builder}", $"-p:ReproRegistryMirrors=docker.io={registry.Host}"];
        await DockerAsync("buildx", "create", "--name", builder, "--driver", "docker-container", "--driver-opt", "image=moby/buildkit:v0");
        try
        {
            var unpinned = await project.RunAsync(["build", "-t:_ReproCheckPins", .. arguments]);
            var pin = await project.RunAsync(["build", "-t:PinBaseImages", .. arguments]);
            var asleep = await project.RunAsync(["build", "-t:_ReproCheckPins", .. arguments]);
            await DockerAsync("create", "--name", container, TestEngine.Variable("REPRO_TEST_IMAGE_ALPINE"));
            var other = await project.RunAsync(["build", "-t:_ReproCheckPins", .. arguments]);
            await DockerAsync("rm", container);
            await DockerAsync("create", "--name", container, TestEngine.Busybox);
            var same = await project.RunAsync(["build", "-t:_ReproCheckPins", .. arguments]);

            unpinned.Succeeded().Says("warning REPRO2021").Says("is not pinned");
            pin.Succeeded().Says("Written: repro.lock.json");
            Assert.Contains("\"docker.io/moby/buildkit:v0\"", File.ReadAllText(project["repro.lock.json"]));
            asleep.Succeeded().Says("warning REPRO2021").Says("has not been started");
            other.FailedWith("error REPRO2021").Says($"docker buildx create --name {builder} --driver docker-container --driver-opt image=moby/buildkit:v0@sha256:");
            same.Succeeded().DoesNotSay("REPRO2021");
        }
        finally
        {
            await DockerAsync("rm", "--force", container);
            await DockerAsync("buildx", "rm", "--force", builder);
        }
    }

    private static async Task DockerAsync(params string[] arguments)
    {
        TestEngine.Variable("REPRO_TEST_REGISTRY");
        var result = await Cli.Wrap("docker").WithArguments(arguments).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        Assert.AreEqual(0, result.ExitCode, result.StandardError);
    }
}
