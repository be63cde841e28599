using CliWrap;
using CliWrap.Buffered;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Images;
using ReproBuild.Sdk.Tests.Engines;
using ReproBuild.Sdk.Tests.Infra;
using ReproBuild.Sdk.Tests.Registries;

namespace ReproBuild.Sdk.Tests.Publishing;

/// <summary>An image for two platforms goes into a registry as one index, and skopeo, which checks every digest, gets all of it back.</summary>
[TestClass]
public sealed class MultiPlatformPushTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task A_dotnet_image_for_two_platforms_is_one_index_whose_manifests_can_all_be_pulled()
    {
        using var project = TwoRuntimes("app");

        await PushedAsync(project, "-p:ContainerBaseImage=scratch");
    }

    [TestMethod]
    [DataRow("buildx")]
    [DataRow("buildah")]
    [DataRow("podman")]
    public async Task An_image_of_a_Dockerfile_for_two_platforms_is_one_index_whose_manifests_can_all_be_pulled(string engine)
    {
        var (index, _) = await TwoPlatformBase.PushAsync(TestContext.CancellationToken);
        using var project = TestProject.NewDockerfile($"FROM {index}\nCOPY Dockerfile /\n");

        await PushedAsync(project, "-p:ReproEngine=" + engine, "-p:ReproPlatforms=linux/amd64%2Clinux/arm64", "-p:ReproVerifyOnPublish=true");
    }

    [TestMethod]
    public async Task A_dotnet_image_for_two_platforms_that_is_published_again_from_another_clone_sends_nothing()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var proxy = await RegistryProxy.StartAsync(registry);
        using var folder = new TestFolder();
        string[] publish = ["publish", "-t:PublishContainer", "-p:ContainerBaseImage=oci-archive:" + TwoPlatformBase.Write(folder),
            $"-p:ContainerRegistry=localhost:{proxy.Host.Split(':')[1]}", "-p:ContainerRepository=two/app", "-p:ContainerImageTags=\"1;latest\""];
        using var here = TwoRuntimes("a");
        using var there = TwoRuntimes("a-folder-with-a-longer-name");

        var first = await here.RunAsync([.. publish, "-p:ReproVerifyOnPublish=true"]);
        string digest = await EndToEndTests.DigestAsync(registry, "two/app:1");
        string[] writes = proxy.Writes();
        proxy.Requests.Clear();
        var second = await there.RunAsync(publish);

        first.Succeeded().Says("Verdict:  Reproducible").Says($"Digest:    {digest}");
        CollectionAssert.AreEqual(new[] { "PUT /v2/two/app/manifests/1", "PUT /v2/two/app/manifests/latest" }, writes[^2..], "tags last");
        second.Succeeded().DoesNotSay("Verdict").Says($"Digest:    {digest}").Says("0 sent");
        Assert.IsEmpty(proxy.Writes(), "no blob is uploaded and no tag is moved");
        Assert.IsFalse(proxy.Requests.Any(r => r.Contains("/blobs/", StringComparison.Ordinal)), "nor asked for");
        Assert.AreEqual(digest, await EndToEndTests.DigestAsync(registry, "two/app:latest"));
    }

    private static TestProject TwoRuntimes(string folder) =>
        new TestProject(folder).Write("Program.cs", "System.Console.WriteLine(\"hello\");\n").Write("app.csproj", TestProject.Console.Replace("</PropertyGroup>",
            "<ContainerRuntimeIdentifiers>linux-x64;linux-arm64</ContainerRuntimeIdentifiers></PropertyGroup>", StringComparison.Ordinal)).Commit();

    private static async Task PushedAsync(TestProject project, params string[] more)
    {
        await using var registry = await RealRegistry.StartAsync();
        using var folder = new TestFolder();
        string name = $"docker://{registry.Host}/two/app:1";

        var run = await project.RunAsync(["publish", "-t:PublishContainer", $"-p:ContainerRegistry=localhost:{registry.Host.Split(':')[1]}",
            "-p:ContainerRepository=two/app", "-p:ContainerImageTag=1", .. more]);

        run.Succeeded();
        string raw = await SkopeoAsync("inspect", "--raw", "--tls-verify=false", name);
        run.Says($"Digest:    {Digest.Of(System.Text.Encoding.UTF8.GetBytes(raw))}");
        var index = ImageJson.ParseIndex(System.Text.Encoding.UTF8.GetBytes(raw), "index");
        Assert.AreEqual("linux/amd64 linux/arm64", string.Join(' ', index.Manifests.Select(m => m.Platform)));
        await SkopeoAsync("copy", "--all", "--preserve-digests", "--src-tls-verify=false", name, "oci-archive:" + folder["back.tar"]);
        using var back = ImageArchive.Open(folder["back.tar"]);
        CollectionAssert.AreEqual(index.Manifests.Select(m => m.Digest).ToArray(), back.Images.Select(i => i.Digest).ToArray());
        Assert.AreEqual("amd64 arm64", string.Join(' ', back.Images.Select(i => i.Config.Platform.Architecture)));
    }

    private static async Task<string> SkopeoAsync(params string[] arguments)
    {
        var skopeo = await Cli.Wrap("skopeo").WithArguments(["--insecure-policy", .. arguments]).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        Assert.AreEqual(0, skopeo.ExitCode, skopeo.StandardError);
        return skopeo.StandardOutput;
    }
}
