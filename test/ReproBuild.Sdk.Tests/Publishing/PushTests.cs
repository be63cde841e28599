using Microsoft.AspNetCore.Http;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Sdk.Tests.Engines;
using ReproBuild.Sdk.Tests.Infra;
using ReproBuild.Sdk.Tests.Registries;

namespace ReproBuild.Sdk.Tests.Publishing;

/// <summary>Publishing to a real registry, of a project of a Dockerfile alone.</summary>
[TestClass]
public sealed class PushTests
{
    private const string Tell = """
        <Project Sdk="ReproBuild.Sdk/1.0.0">
          <Target Name="Tell" AfterTargets="PublishContainer">
            <Message Importance="high" Text="TOLD digest $(GeneratedContainerDigest)" />
            <Message Importance="high" Text="TOLD item %(GeneratedContainer.ManifestDigest) %(GeneratedContainer.ManifestMediaType)" />
            <Message Importance="high" Text="TOLD name %(GeneratedContainerName.Identity)" />
            <Message Importance="high" Text="TOLD manifest $(GeneratedContainerManifest)" />
            <Message Importance="high" Text="TOLD configuration $(GeneratedContainerConfiguration)" />
          </Target>
        </Project>
        """;

    [TestMethod]
    public async Task Targets_that_follow_learn_what_was_pushed_under_which_names()
    {
        await using var registry = await RealRegistry.StartAsync();
        using var project = Project().Write("service.proj", Tell).Commit();

        var run = await PublishAsync(project, registry.Host, "-p:ContainerImageTags=\"v1;v2\"");

        string digest = await EndToEndTests.DigestAsync(registry, "service:v2");
        string name = $"localhost:{Port(registry.Host)}/service";
        run.Succeeded().Says($"TOLD digest {digest}").Says($"TOLD item {digest} application/vnd.oci.image.manifest.v1+json")
            .Says($"TOLD name {name}:v1").Says($"TOLD name {name}:v2").Says("TOLD manifest {").Says("TOLD configuration {").DoesNotSay("Verdict");
        Assert.AreEqual(digest, await EndToEndTests.DigestAsync(registry, "service:v1"));
    }

    [TestMethod]
    public async Task An_image_for_two_platforms_is_verified_on_both_and_pushed_as_one_index()
    {
        await using var registry = await RealRegistry.StartAsync();
        using var project = new TestProject().Write("service.proj", Tell).Write("Dockerfile", "FROM scratch\nCOPY hello /hello\n").Write("hello", "hello\n").Commit();

        var run = await PublishAsync(project, registry.Host, "-p:ReproPlatforms=\"linux/amd64;linux/arm64\"", "-p:ReproEngine=buildx", "-p:ReproVerifyOnPublish=true");

        string digest = await EndToEndTests.DigestAsync(registry, "service:latest");
        run.Succeeded().Says("Verdict:  Reproducible").Says($"TOLD digest {digest}");
        string[] platforms = [.. run.Output.Split('\n').Where(l => l.Contains("TOLD item ", StringComparison.Ordinal)).Select(l => l.Trim().Split(' ')[2])];
        Assert.HasCount(2, platforms.Distinct().ToArray());
        foreach (string platform in platforms)
        {
            Assert.AreEqual(platform, await EndToEndTests.DigestAsync(registry, $"service@{platform}"));
            run.Says($"={platform}");
        }
    }

    [TestMethod]
    public async Task What_is_verified_and_differs_is_never_pushed()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var proxy = await RegistryProxy.StartAsync(registry);
        using var project = Project("RUN date > /built\n");

        var run = await PublishAsync(project, proxy.Host, "-p:ReproVerifyOnPublish=true");

        run.FailedWith("error REPRO5001").DoesNotSay("Published:");
        Assert.IsEmpty(proxy.Writes());
    }

    [TestMethod]
    public async Task A_push_that_breaks_moves_no_tag()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var proxy = await RegistryProxy.StartAsync(registry);
        using var project = Project("RUN echo one > /a\n");
        (await PublishAsync(project, proxy.Host, "-p:ContainerImageTag=v1")).Succeeded();
        string before = await EndToEndTests.DigestAsync(registry, "service:v1");
        project.Write("Dockerfile", $"FROM {TestEngine.Busybox}\nRUN echo two > /a\n").Commit();
        // The blobs arrive, and then there is no room for a manifest.
        proxy.Between = (context, answer) => HttpMethods.IsPut(context.Request.Method) && context.Request.Path.Value!.Contains("/manifests/", StringComparison.Ordinal)
            ? TestRegistryStore.RefuseAsync(context, 413, "SIZE_INVALID") : answer(context);

        var run = await PublishAsync(project, proxy.Host, "-p:ContainerImageTag=v1");

        run.FailedWith("error REPRO7010").Says("SIZE_INVALID").DoesNotSay("Published:");
        Assert.AreEqual(before, await EndToEndTests.DigestAsync(registry, "service:v1"));
    }

    [TestMethod]
    public async Task A_registry_that_takes_no_writes_is_told_and_one_that_is_not_there_before_anything_is_built()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var proxy = await RegistryProxy.StartAsync(registry);
        using var project = Project();
        proxy.Between = (context, answer) => HttpMethods.IsPost(context.Request.Method) ? TestRegistryStore.RefuseAsync(context, 405, "UNSUPPORTED") : answer(context);

        (await PublishAsync(project, proxy.Host)).FailedWith("error REPRO7010").Says("405");
        proxy.Between = (context, _) => TestRegistryStore.RefuseAsync(context, 403, "DENIED");
        (await PublishAsync(project, proxy.Host)).FailedWith("error REPRO6032").Says("403").DoesNotSay("begins");
        (await project.RunAsync("publish", "-t:PublishContainer", "-p:ContainerRegistry=no-such-host.invalid:5000")).FailedWith("error REPRO6030").DoesNotSay("begins");
        (await project.RunAsync("publish", "-t:PublishContainer", "-p:ContainerRegistry=https://registry.example.org/team")).FailedWith("error REPRO1005").DoesNotSay("begins");
        (await project.RunAsync("publish", "-t:PublishContainer", "-p:ContainerRegistry=localhost:1", "-p:ContainerImageTag=no/tag")).FailedWith("error REPRO2003").Says("no/tag").DoesNotSay("begins");

        Assert.IsFalse(Directory.Exists(Path.Combine(registry.Folder, "data", "docker", "registry", "v2", "repositories", "service", "_manifests")));
    }

    [TestMethod]
    public async Task A_file_goes_before_a_registry_as_with_the_SDK_and_a_warning_says_so()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var proxy = await RegistryProxy.StartAsync(registry);
        using var project = Project();

        var run = await PublishAsync(project, proxy.Host, "-p:ContainerArchiveOutputPath=out/service.tar");

        run.Succeeded().Says("warning REPRO7003").Says("out/service.tar");
        Assert.IsTrue(File.Exists(project["out/service.tar"]));
        Assert.IsEmpty(proxy.Requests);
    }

    /// <summary>A project whose image is small and quickly built.</summary>
    internal static TestProject Project(string instructions = "RUN echo hello > /hello\n") => TestProject.NewDockerfile($"FROM {TestEngine.Busybox}\n{instructions}");

    private static Task<DotnetRun> PublishAsync(TestProject project, string host, params string[] more) =>
        project.RunAsync(["publish", "-t:PublishContainer", $"-p:ContainerRegistry=localhost:{Port(host)}", .. more]);

    private static string Port(string host) => host.Split(':')[1];
}
