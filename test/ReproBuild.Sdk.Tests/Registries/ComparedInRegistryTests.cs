using CliWrap;
using CliWrap.Buffered;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Registries;
using ReproBuild.Sdk.Tests.Infra;
using ReproBuild.Sdk.Tests.Publishing;

namespace ReproBuild.Sdk.Tests.Registries;

/// <summary>Images for two platforms in a real registry, of which that for arm64 alone differs, in one of its two layers.</summary>
[TestClass]
public sealed class ComparedInRegistryTests
{
    [TestMethod]
    public async Task An_archive_against_a_registry_names_the_platform_that_differs_and_fetches_its_layer_alone()
    {
        using var folder = new TestFolder();
        await using var registry = await RealRegistry.StartAsync();
        await using var proxy = await RegistryProxy.StartAsync(registry);
        string here = Write(folder, "one"), there = Write(folder, "two");
        await PushAsync(registry, there, "two");
        using var project = new TestProject().Write("compare.proj", TestProject.DockerfileOnly).Commit();

        var run = await project.RunAsync("msbuild", "-t:CompareImages", $"-p:ReproLeft={here}", $"-p:ReproRight={proxy.Host}/app:two");

        run.FailedWith("error REPRO5001").Says("differ: linux/arm64: sha256:").Says("/app").Says("[linux/arm64]").DoesNotSay("[linux/amd64]").Says("Verdict:  Divergent");
        CollectionAssert.AreEqual(new[] { DifferingLayer(there) }, FetchedLayers(proxy, there));
    }

    [TestMethod]
    public async Task Two_versions_in_a_registry_cost_reprobuild_diff_one_layer_each_and_it_names_the_platform()
    {
        using var folder = new TestFolder();
        await using var registry = await RealRegistry.StartAsync();
        await using var proxy = await RegistryProxy.StartAsync(registry);
        string one = Write(folder, "one"), two = Write(folder, "two");
        await PushAsync(registry, one, "one");
        await PushAsync(registry, two, "two");

        var diff = await DiffAsync(folder, $"{proxy.Host}/app:one", $"{proxy.Host}/app:two");

        Assert.AreEqual(1, diff.ExitCode, diff.StandardOutput + diff.StandardError);
        Assert.Contains("differ in 1 place", diff.StandardOutput);
        Assert.Contains("the left image (linux/arm64)", diff.StandardOutput);
        Assert.Contains("layer 2 of 2  linux/arm64", diff.StandardOutput);
        Assert.DoesNotContain("image (linux/amd64)", diff.StandardOutput);
        CollectionAssert.AreEquivalent(new[] { DifferingLayer(one), DifferingLayer(two) }, FetchedLayers(proxy, one, two));
    }

    [TestMethod]
    public async Task What_is_the_same_on_both_platforms_is_told_so_without_fetching_a_layer()
    {
        using var folder = new TestFolder();
        await using var registry = await RealRegistry.StartAsync();
        await using var proxy = await RegistryProxy.StartAsync(registry);
        string here = Write(folder, "one");
        await PushAsync(registry, here, "one");
        using var project = new TestProject().Write("compare.proj", TestProject.DockerfileOnly).Commit();

        var run = await project.RunAsync("msbuild", "-t:CompareImages", $"-p:ReproLeft={here}", $"-p:ReproRight={proxy.Host}/app:one");

        run.Succeeded().Says("Verdict:  Reproducible").Says("linux/amd64=sha256:").Says("linux/arm64=sha256:");
        Assert.IsEmpty(FetchedLayers(proxy, here));
    }

    private static string Write(TestFolder folder, string version)
    {
        var builder = new OciArchiveBuilder();
        builder.Manifests.Add(builder.AddIndex(builder.AddImage(Image("amd64", "same")), builder.AddImage(Image("arm64", version))));
        return builder.Write(folder, version + ".tar");
    }

    private static TestImage Image(string architecture, string version) => new(
        TestLayer.Gzip(new TarBuilder().File("base", "of " + architecture).Build()), TestLayer.Gzip(new TarBuilder().File("app", $"{version} for {architecture}").Build()))
    {
        Architecture = architecture,
    };

    private static async Task PushAsync(RealRegistry registry, string path, string tag)
    {
        using var client = Client.Create();
        using var archive = ImageArchive.Open(path);
        await new ArchivePusher(client).PushAsync(archive, registry.Reference("app"), [tag], new PushOptions(), default);
    }

    private static string DifferingLayer(string path)
    {
        using var archive = ImageArchive.Open(path);
        return archive.Images.Single(i => i.Platform.Architecture == "arm64").Layers[1].Blob.Digest.ToString();
    }

    // A digest as often as its bytes were asked for.
    private static string[] FetchedLayers(TestRegistry proxy, params string[] paths)
    {
        var layers = new HashSet<string>();
        foreach (string path in paths)
        {
            using var archive = ImageArchive.Open(path);
            layers.UnionWith(archive.Images.SelectMany(i => i.Layers).Select(l => l.Blob.Digest.ToString()));
        }
        return [.. proxy.Requests.Where(r => r.StartsWith("GET /v2/app/blobs/", StringComparison.Ordinal)).Select(r => r[(r.LastIndexOf('/') + 1)..]).Where(layers.Contains)];
    }

    // The tool as it is installed from the package.
    private static async Task<BufferedCommandResult> DiffAsync(TestFolder folder, string left, string right)
    {
        folder.Write("NuGet.config", $"<configuration><packageSources><clear /><add key=\"reprobuild-test\" value=\"{PackedSdk.Feed}\" /></packageSources></configuration>");
        var installed = await Cli.Wrap("dotnet").WithArguments(["tool", "install", "ReproBuild.Tool", "--version", PackedSdk.Version, "--tool-path", folder["tools"]])
            .WithWorkingDirectory(folder.Path).WithEnvironmentVariables(e => e.Set("NUGET_PACKAGES", folder["packages"])).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        Assert.AreEqual(0, installed.ExitCode, installed.StandardOutput + installed.StandardError);
        return await Cli.Wrap(folder["tools/reprobuild"]).WithArguments(["diff", left, right]).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
    }
}
