using ReproBuild.Archives;
using ReproBuild.Comparing;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Registries;

namespace ReproBuild.Core.Tests.Registries;

[TestClass]
public sealed class RemoteImageSpecs
{
    [TestMethod]
    public async Task Two_versions_that_share_all_layers_but_one_cost_one_layer_each()
    {
        using var folder = new TestFolder();
        await using var registry = await TestRegistry.StartAsync();
        string[] blobs = ["v1", "v2"];
        foreach (string tag in blobs) registry.Store!.AddArchive("app", tag, Version(folder, tag));

        using var left = await OpenAsync(registry, "app:v1");
        using var right = await OpenAsync(registry, "app:v2");
        var differences = new List<Difference>();
        var comparison = ImageComparer.Compare(left, right, new ComparerOptions(), differences.Add, default);

        Assert.AreEqual(Verdict.Divergent, comparison.Verdict);
        Assert.AreEqual("app", differences.Single(d => d.Kind == DifferenceKind.Content).Path);
        // A manifest, a configuration and the one layer that differs, for each side; the ten others stay where they are.
        Assert.AreEqual(2, registry.Count("GET /v2/app/manifests/"));
        Assert.AreEqual(4, registry.Count("GET /v2/app/blobs/"));
        Assert.HasCount(6, registry.Requests);
    }

    [TestMethod]
    public async Task An_image_that_is_the_same_here_and_there_is_reproducible_without_fetching_a_layer()
    {
        using var folder = new TestFolder();
        await using var registry = await TestRegistry.StartAsync();
        string path = Version(folder, "v1");
        registry.Store!.AddArchive("app", "v1", path);

        using var here = ImageArchive.Open(path);
        using var there = await OpenAsync(registry, "app:v1");
        var comparison = ImageComparer.Compare(here, there, new ComparerOptions(), _ => Assert.Fail("nothing differs"), default);

        Assert.AreEqual(Verdict.Reproducible, comparison.Verdict);
        Assert.AreEqual(1, registry.Count("GET /v2/app/blobs/"), "the configuration");
        Assert.AreEqual(11, registry.Count("HEAD /v2/app/blobs/"), "a layer that is not there proves nothing");
    }

    [TestMethod]
    public async Task A_layer_that_the_registry_has_lost_makes_equal_digests_inconclusive()
    {
        using var folder = new TestFolder();
        await using var registry = await TestRegistry.StartAsync();
        string path = Version(folder, "v1");
        registry.Store!.AddArchive("app", "v1", path);
        using var here = ImageArchive.Open(path);
        registry.Store.Blobs.TryRemove(("app", here.Images[0].Layers[3].Blob.Digest.ToString()), out _);

        using var there = await OpenAsync(registry, "app:v1");
        var comparison = ImageComparer.Compare(here, there, new ComparerOptions(), _ => { }, default);

        Assert.AreEqual(Verdict.Inconclusive, comparison.Verdict);
        Assert.AreEqual(DiagnosticCodes.BlobMissing, comparison.NotCompared.Single().Code);
    }

    [TestMethod]
    public async Task A_layer_or_configuration_that_was_changed_is_never_compared()
    {
        using var folder = new TestFolder();
        await using var registry = await TestRegistry.StartAsync();
        foreach (string tag in new[] { "v1", "v2" }) registry.Store!.AddArchive("app", tag, Version(folder, tag));
        using var local = ImageArchive.Open(folder["v2.tar"]);
        var image = local.Images.Single();
        byte[] layer = registry.Store!.Blobs[("app", image.Layers[^1].Blob.Digest.ToString())];
        layer[^9] ^= 1;

        using var left = await OpenAsync(registry, "app:v1");
        using var right = await OpenAsync(registry, "app:v2");
        var comparison = ImageComparer.Compare(left, right, new ComparerOptions(), _ => { }, default);
        registry.Store.Blobs[("app", image.ConfigDescriptor.Digest.ToString())][20] ^= 1;

        Assert.AreEqual(DiagnosticCodes.DigestMismatch, comparison.NotCompared.Single().Code);
        await Client.FailAsync(() => OpenAsync(registry, "app:v2"), DiagnosticCodes.DigestMismatch);
    }

    [TestMethod]
    public async Task A_platform_that_the_index_names_and_the_registry_lacks_is_missing_and_not_equal()
    {
        using var folder = new TestFolder();
        await using var registry = await TestRegistry.StartAsync();
        var amd = new TestImage(TestLayer.Gzip(new TarBuilder().File("a", "1").Build()));
        var builder = new OciArchiveBuilder();
        builder.Manifests.Add(builder.AddIndex(builder.AddImage(amd), builder.AddImage(amd with { Architecture = "arm64" })));
        registry.Store!.AddArchive("app", "v1", builder.Write(folder));
        string arm;
        using (var whole = await OpenAsync(registry, "app:v1"))
        {
            Assert.HasCount(2, whole.Images);
            arm = whole.Images[1].Digest.ToString();
        }

        registry.Store.Manifests.TryRemove(("app", arm), out _);
        using var less = await OpenAsync(registry, "app:v1");

        Assert.HasCount(1, less.Images);
        Assert.AreEqual(arm, less.Missing.Single().Digest.ToString());
    }

    private static Task<ImageArchive> OpenAsync(TestRegistry registry, string name) => RemoteImage.OpenAsync(Client.Create(), registry.Reference(name), default);

    // Ten layers that all versions share, and one of its own.
    private static string Version(TestFolder folder, string tag)
    {
        var shared = Enumerable.Range(0, 10).Select(i => TestLayer.Gzip(new TarBuilder().File($"file{i}", $"shared {i}").Build()));
        var image = new TestImage([.. shared, TestLayer.Gzip(new TarBuilder().File("app", tag).Build())]);
        return OciArchiveBuilder.Of(image).Write(folder, $"{tag}.tar");
    }
}
