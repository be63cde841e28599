using System.Runtime.InteropServices;
using CliWrap;
using CliWrap.Buffered;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Sdk.Tests.Engines;
using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Package;

[TestClass]
public class HelloWebTests
{
    [TestMethod]
    public async Task The_verified_image_of_HelloWeb_runs_under_Docker_and_answers()
    {
        string bases = TestEngine.Variable("REPRO_TEST_IMAGES");
        using var folder = new TestFolder();
        string architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        var publish = await Cli.Wrap("dotnet")
            .WithArguments(["publish", Path.Combine(PackedSdk.Repository, "samples", "HelloWeb"), "-t:PublishContainer", "-nologo", "-nodeReuse:false",
                "--self-contained", "-r", $"linux-{architecture}", $"-p:ContainerBaseImage=oci-archive:{Path.Combine(bases, "runtime-deps.tar")}",
                $"-p:ContainerArchiveOutputPath={folder["helloweb.tar"]}", "-p:ContainerRepository=reprobuild-test-helloweb",
                $"-p:ReproOutputPath={folder["repro"]}", "-p:ReproVerifyOnPublish=true"])
            .WithEnvironmentVariables(e => e.Set("NUGET_PACKAGES", PackedSdk.Packages))
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        Assert.AreEqual(0, publish.ExitCode, publish.StandardOutput);
        Assert.Contains("Verdict:  Reproducible", publish.StandardOutput);

        await DockerAsync("load", "--input", folder["helloweb.tar"]);
        string container = await DockerAsync("run", "--detach", "--publish", "127.0.0.1::8080", "reprobuild-test-helloweb:latest");
        try
        {
            string address = await DockerAsync("port", container, "8080");
            Assert.AreEqual("Hello, reproducible world!", await GetAsync(new Uri($"http://{address}/")));
        }
        finally
        {
            await DockerAsync("rm", "--force", container);
            await DockerAsync("rmi", "reprobuild-test-helloweb:latest");
        }
    }

    // The container is up before its application listens.
    private static async Task<string> GetAsync(Uri address)
    {
        using var client = new HttpClient(new HttpClientHandler { UseProxy = false });
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await client.GetStringAsync(address);
            }
            catch (HttpRequestException) when (attempt < 60)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500));
            }
        }
    }

    private static async Task<string> DockerAsync(params string[] arguments) =>
        (await Cli.Wrap("docker").WithArguments(arguments).ExecuteBufferedAsync()).StandardOutput.Trim();
}
