using System.Text.Json.Nodes;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Pinning;

namespace ReproBuild.Core.Tests.Pinning;

[TestClass]
public sealed class BaseCheckSpecs
{
    private const long Epoch = 1_750_000_000;
    private static readonly TestLayer Own = TestLayer.Gzip(new TarBuilder().File("app", "app\n").Build());
    private static readonly TestImage Base = RegistryPinSpecs.Base;
    private static readonly TestImage Built = Base with { Layers = [RegistryPinSpecs.Layer, Own] };

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task An_image_that_begins_with_its_base_passes_without_a_layer_being_fetched()
    {
        await using var registry = await TestRegistry.StartAsync();

        Assert.IsEmpty(await CheckAsync(registry, Built with { Created = "2020-01-01T00:00:00Z" }));

        Assert.AreEqual(1, registry.Count("/blobs/"), "the configuration alone");
    }

    [TestMethod]
    public async Task A_base_layer_that_was_written_anew_with_its_times_set_back_is_still_the_base()
    {
        var restamped = TestLayer.Plain(new TarBuilder().Folder("etc").File("etc/os-release", "base\n", mtime: Epoch).Build());
        await using var registry = await TestRegistry.StartAsync();

        Assert.IsEmpty(await CheckAsync(registry, Built with { Layers = [restamped, Own] }));
    }

    [TestMethod]
    [DataRow("content", "the content of \"etc/os-release\" differs")]
    [DataRow("mode", "the mode of \"etc/os-release\" differs")]
    [DataRow("time", "the time of \"etc/os-release\" differs")]
    [DataRow("more", "\"etc/shadow\" is in the image alone")]
    [DataRow("less", "\"etc/os-release\" is in the base alone")]
    public async Task Any_other_layer_in_its_place_is_REPRO2017_with_what_is_other(string change, string told)
    {
        var tar = new TarBuilder().Folder("etc");
        if (change != "less")
            tar.File("etc/os-release", change == "content" ? "evil\n" : "base\n", change == "mode" ? 0b111_101_101 : 0b110_100_100, change == "time" ? 1_600_000_000 : Epoch);
        if (change == "more") tar.File("etc/shadow", "x");
        await using var registry = await TestRegistry.StartAsync();

        var found = await CheckAsync(registry, Built with { Layers = [TestLayer.Plain(tar.Build()), Own] });

        Assert.AreEqual(("REPRO2017", Severity.Error), (found.Single().Code, found[0].Severity));
        StringAssert.Contains(found[0].Message, told);
    }

    [TestMethod]
    [DataRow("history", "step 1 of its history")]
    [DataRow("variable", "the base's variable LANG is missing")]
    [DataRow("layers", "it has 0 layers")]
    public async Task A_configuration_that_does_not_descend_from_that_of_the_base_is_REPRO2017(string change, string told)
    {
        var image = change switch
        {
            "history" => Built with { History = [new HistoryEntry(null, "something else", null, false), new HistoryEntry(null, "step 2", null, false)] },
            "layers" => Built with { Layers = [] },
            _ => Built with { Config = config => ((JsonObject)config["config"]!)["Env"] = new JsonArray("PATH=/bin") },
        };
        await using var registry = await TestRegistry.StartAsync();

        var found = await CheckAsync(registry, image);

        Assert.AreEqual("REPRO2017", found.Single().Code);
        StringAssert.Contains(found[0].Message, told);
    }

    [TestMethod]
    public async Task A_registry_that_does_not_answer_leaves_it_open_which_is_an_error()
    {
        var registry = await TestRegistry.StartAsync();
        using var client = RegistryPinSpecs.Mirrored(registry);
        await registry.DisposeAsync();

        var found = await CheckAsync(client, Built, FakeResolver.DigestOf("gone"));

        Assert.AreEqual(("REPRO2018", Severity.Error), (found.Single().Code, found[0].Severity));
    }

    [TestMethod]
    public async Task A_base_without_the_platform_of_the_image_leaves_it_open()
    {
        await using var registry = await TestRegistry.StartAsync();
        var index = RegistryPinSpecs.AddIndex(registry, "library/a", "1", Base with { Architecture = "arm64" });
        using var client = RegistryPinSpecs.Mirrored(registry);

        var found = await CheckAsync(client, Built, index);

        Assert.AreEqual(("REPRO2018", Severity.Error), (found.Single().Code, found[0].Severity));
    }

    [TestMethod]
    public async Task A_base_for_one_platform_under_an_image_for_another_is_REPRO2022_and_names_both()
    {
        await using var registry = await TestRegistry.StartAsync();
        RegistryPinSpecs.AddIndex(registry, "library/a", "1", Base);
        using var client = RegistryPinSpecs.Mirrored(registry);
        var single = Digest.Parse((string)OciArchiveBuilder.Of(Base).Manifests[0]["digest"]!);

        var found = await CheckAsync(client, Built with { Architecture = "arm64" }, single);

        Assert.AreEqual(("REPRO2022", Severity.Error), (found.Single().Code, found[0].Severity));
        StringAssert.Contains(found[0].Message, "is for linux/amd64 alone, and the image for linux/arm64");
        Assert.IsEmpty(await CheckAsync(client, Built, single));
    }

    private async Task<IReadOnlyList<Diagnostic>> CheckAsync(TestRegistry registry, TestImage built)
    {
        var index = RegistryPinSpecs.AddIndex(registry, "library/a", "1", Base with { Architecture = "arm64" }, Base);
        using var client = RegistryPinSpecs.Mirrored(registry);
        return await CheckAsync(client, built, index);
    }

    private async Task<IReadOnlyList<Diagnostic>> CheckAsync(ReproBuild.Registries.RegistryClient client, TestImage built, Digest digest)
    {
        using var folder = new TestFolder();
        using var archive = ImageArchive.Open(OciArchiveBuilder.Of(built).Write(folder));
        var pinned = ImageReference.Parse($"a:1@{digest}");
        var use = new ImageUse { Kind = ImageUseKind.From, Expression = pinned.Original, Text = pinned.Original, Reference = pinned };
        return await new BaseCheck(client, Epoch).CheckAsync(archive, archive.Images, use, pinned, TestContext.CancellationToken);
    }
}
