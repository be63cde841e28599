using CliWrap;
using CliWrap.Buffered;
using ReproBuild.Images;
using ReproBuild.Sdk.Tests.Engines;
using ReproBuild.Sdk.Tests.Infra;
using ReproBuild.Sdk.Tests.Registries;

namespace ReproBuild.Sdk.Tests.Publishing;

/// <summary>The samples: pinned, built twice, verified, pushed, pulled by digest onto another Docker, run.</summary>
[TestClass]
public sealed class EndToEndTests
{
    [TestMethod]
    public async Task HelloWeb_of_two_clones_is_one_digest_that_is_uploaded_once_and_that_another_Docker_pulls_and_runs()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var proxy = await RegistryProxy.StartAsync(registry);
        using var here = Sample("HelloWeb", "a");
        using var there = Sample("HelloWeb", "a-folder-with-a-longer-name");
        string[] publish = ["publish", "-t:PublishContainer", "--self-contained", "-r", "linux-x64",
            $"-p:ContainerRegistry=localhost:{proxy.Host.Split(':')[1]}", "-p:ContainerRepository=hello/web", "-p:ContainerImageTags=\"v1;latest\""];
        foreach (var clone in new[] { here, there })
        {
            (await clone.RunAsync("build", "-t:PinBaseImages", "--self-contained", "-r", "linux-x64")).Succeeded();
            Assert.Contains("mcr.microsoft.com/dotnet/runtime-deps:10.0", await File.ReadAllTextAsync(clone["repro.lock.json"]));
            clone.Commit();
        }

        var first = (await here.RunAsync([.. publish, "-p:ReproVerifyOnPublish=true"])).Succeeded().Says("Verdict:  Reproducible");
        string digest = await DigestAsync(registry, "hello/web:v1");
        string[] writes = proxy.Writes();
        proxy.Requests.Clear();
        var second = (await there.RunAsync([.. publish, "-p:ReproVerifyOnPublish=false"])).Succeeded().DoesNotSay("Verdict");

        first.Says($"Digest:    {digest}").Says("hello/web:v1").Says("hello/web:latest");
        second.Says($"Digest:    {digest}").Says("0 sent");
        Assert.AreEqual(digest, await DigestAsync(registry, "hello/web:latest"));
        Assert.AreNotEqual(0, writes.Count(w => w.Contains("/blobs/", StringComparison.Ordinal)));
        CollectionAssert.AreEqual(new[] { "PUT /v2/hello/web/manifests/v1", "PUT /v2/hello/web/manifests/latest" }, writes[^2..], "tags last");
        Assert.IsEmpty(proxy.Writes(), "nothing at all was sent the second time");
        await using var docker = await SecondDocker.StartAsync();
        await docker.RunAsync("pull", "--quiet", $"{registry.Host}/hello/web@{digest}");
        Assert.AreEqual("Hello, reproducible world!", await docker.AskServiceAsync($"{registry.Host}/hello/web@{digest}", "/"));
    }

    [TestMethod]
    public async Task GoService_is_verified_pushed_pulled_by_digest_and_run()
    {
        await using var registry = await RealRegistry.StartAsync();
        using var project = Sample("GoService", "service");
        project.Environment["ReproBuildContexts"] = TestEngine.Variable("REPRO_STANDIN_CONTEXTS");

        var run = await project.RunAsync("publish", "-t:PublishContainer", $"-p:ContainerRegistry=localhost:{registry.Host.Split(':')[1]}", "-p:ContainerImageTag=1.0", "-p:ReproVerifyOnPublish=true");

        string digest = await DigestAsync(registry, "goservice:1.0");
        run.Succeeded().Says("Verdict:  Reproducible").Says($"Digest:    {digest}").DoesNotSay("REPRO2001");
        await using var docker = await SecondDocker.StartAsync();
        await docker.RunAsync("pull", "--quiet", $"{registry.Host}/goservice@{digest}");
        Assert.AreEqual("ok\n", await docker.AskServiceAsync($"{registry.Host}/goservice@{digest}", "/healthz"));
    }

    /// <summary>What skopeo makes of an image's name: the hash of the manifest's bytes.</summary>
    internal static async Task<string> DigestAsync(RealRegistry registry, string name)
    {
        var skopeo = await Cli.Wrap("skopeo").WithArguments(["inspect", "--raw", "--tls-verify=false", $"docker://{registry.Host}/{name}"])
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        Assert.AreEqual(0, skopeo.ExitCode, skopeo.StandardError);
        return Digest.Of(System.Text.Encoding.UTF8.GetBytes(skopeo.StandardOutput)).ToString();
    }

    // A clone of a repository that holds the sample alone.
    private static TestProject Sample(string name, string folder)
    {
        var project = new TestProject(folder);
        string sample = Path.Combine(PackedSdk.Repository, "samples", name);
        foreach (string file in Directory.GetFiles(sample)) project.Write(Path.GetFileName(file), File.ReadAllText(file));
        return project.Commit();
    }
}
