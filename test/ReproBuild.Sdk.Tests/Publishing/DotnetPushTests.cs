using CliWrap;
using CliWrap.Buffered;
using ReproBuild.Sdk.Tests.Engines;
using ReproBuild.Sdk.Tests.Infra;
using ReproBuild.Sdk.Tests.Registries;

namespace ReproBuild.Sdk.Tests.Publishing;

/// <summary>Publishing a .NET project where the SDK does something of its own.</summary>
[TestClass]
public sealed class DotnetPushTests
{
    [TestMethod]
    public async Task On_a_base_in_Dockers_format_the_image_has_a_manifest_in_that_format_and_the_bases_layers_are_mounted()
    {
        await using var registry = await RealRegistry.StartAsync();
        string @base = $"localhost:{registry.Host.Split(':')[1]}/bases/deps";
        await SkopeoAsync("copy", "--format", "v2s2", "--dest-tls-verify=false", $"oci-archive:{Path.Combine(TestEngine.Variable("REPRO_TEST_IMAGES"), "runtime-deps.tar")}", $"docker://{@base}:1");
        using var project = TestProject.NewConsole();
        project.Write("app.csproj", TestProject.Console.Replace("</PropertyGroup>", "<AssemblyName>My.App</AssemblyName></PropertyGroup>", StringComparison.Ordinal)).Commit();

        var run = await project.RunAsync("publish", "-t:PublishContainer", "--self-contained", "-r", "linux-x64",
            $"-p:ContainerBaseImage={@base}:1", $"-p:ContainerRegistry=localhost:{registry.Host.Split(':')[1]}");

        run.Succeeded().Says("/my-app:latest").Says("2 sent, 1 mounted");
        run.Says($"Digest:    {await EndToEndTests.DigestAsync(registry, "my-app:latest")}");
        string manifest = await SkopeoAsync("inspect", "--raw", "--tls-verify=false", $"docker://{registry.Host}/my-app");
        Assert.Contains("application/vnd.docker.distribution.manifest.v2+json", manifest);
        // Whoever pulls hashes all of it.
        await SkopeoAsync("copy", "--src-tls-verify=false", $"docker://{registry.Host}/my-app", $"oci-archive:{project["artifacts/back.tar"]}");
    }

    [TestMethod]
    public async Task Names_that_the_SDK_refuses_are_refused_before_anything_is_built()
    {
        using var project = TestProject.NewConsole();
        string[] publish = ["publish", "-t:PublishContainer", "-p:ContainerBaseImage=scratch", "-p:ContainerRegistry=localhost:1"];

        (await project.RunAsync([.. publish, "-p:ContainerImageTag=-v1"])).FailedWith("error CONTAINER").DoesNotSay("begins");
        (await project.RunAsync([.. publish, "-p:ContainerRepository=__"])).FailedWith("error CONTAINER").DoesNotSay("begins");
        (await project.RunAsync(publish)).FailedWith("error REPRO6030").DoesNotSay("begins");
    }

    private static async Task<string> SkopeoAsync(params string[] arguments)
    {
        var skopeo = await Cli.Wrap("skopeo").WithArguments(["--insecure-policy", .. arguments]).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        Assert.AreEqual(0, skopeo.ExitCode, skopeo.StandardError);
        return skopeo.StandardOutput;
    }
}
