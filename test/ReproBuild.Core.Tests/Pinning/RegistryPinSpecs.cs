using System.Text.Json.Nodes;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Pinning;
using ReproBuild.Registries;

namespace ReproBuild.Core.Tests.Pinning;

[TestClass]
public sealed class RegistryPinSpecs
{
    internal static readonly TestLayer Layer = TestLayer.Gzip(new TarBuilder().Folder("etc").File("etc/os-release", "base\n", mtime: 1_800_000_000).Build());
    internal static readonly TestImage Base = new(Layer)
    {
        Config = config =>
        {
            var run = (JsonObject)config["config"]!;
            run["Env"] = new JsonArray("PATH=/bin", "LANG=C");
            run["OnBuild"] = new JsonArray("COPY --from=tools:1 /a /a");
        },
    };

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Thirty_references_to_three_images_are_three_requests_and_each_is_hashed()
    {
        await using var registry = await TestRegistry.StartAsync();
        foreach (string name in (string[])["a", "b", "c"]) AddIndex(registry, "library/" + name, "1", Base with { Created = name });
        using var folder = new TestFolder();
        var request = BaseImagePinnerSpecs.Project(folder, string.Concat(Enumerable.Range(0, 10).Select(_ => "COPY --from=a:1 / /\nCOPY --from=b:1 / /\nCOPY --from=c:1 / /\n").Prepend("FROM scratch\n")));
        using var client = Mirrored(registry);

        var report = await new BaseImagePinner(new RegistryImageResolver(client)).RunAsync(request, TestContext.CancellationToken);

        Assert.IsEmpty(report.Diagnostics);
        Assert.HasCount(30, report.Pinned);
        Assert.HasCount(3, registry.Requests);
        Assert.AreEqual(3, registry.Count("GET /v2/library/"));
    }

    [TestMethod]
    public async Task Thirty_images_of_three_private_repositories_are_asked_for_side_by_side_with_three_tokens()
    {
        await using var registry = await TestRegistry.StartAsync();
        await using var tokens = await TokenServer.StartAsync();
        for (int i = 0; i < 30; i++) AddIndex(registry, "team/" + "abc"[i % 3], $"{i}", Base with { Created = $"{i}" });
        tokens.Guard(registry);
        var guarded = registry.Between;
        int now = 0, most = 0;
        var two = new TaskCompletionSource();
        registry.Between = async (context, answer) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            // The first waits for a second one: were they asked for one after the other, it would wait in vain.
            if (most > 1) two.TrySetResult();
            await two.Task.WaitAsync(TimeSpan.FromSeconds(30), context.RequestAborted);
            await guarded(context, answer);
            Interlocked.Decrement(ref now);
        };
        using var folder = new TestFolder();
        var request = BaseImagePinnerSpecs.Project(folder, string.Concat(Enumerable.Range(0, 30).Select(i => $"COPY --from=docker.io/team/{"abc"[i % 3]}:{i} / /\n").Prepend("FROM scratch\n")));
        using var client = Mirrored(registry);

        var report = await new BaseImagePinner(new RegistryImageResolver(client)).RunAsync(request, TestContext.CancellationToken);

        Assert.IsEmpty(report.Diagnostics);
        Assert.HasCount(30, report.Pinned);
        Assert.HasCount(3, tokens.Requests);
        Assert.IsGreaterThan(1, most);
        // Each image once with a token; before it those that were on their way when the registry had not yet asked for one.
        Assert.AreEqual(30, registry.Authorizations.Count(a => a.Authorization is not null));
        Assert.IsLessThanOrEqualTo(8, registry.Authorizations.Count(a => a.Authorization is null));
    }

    [TestMethod]
    public async Task The_digest_written_is_that_of_the_index_and_the_platforms_stand_beside_it()
    {
        await using var registry = await TestRegistry.StartAsync();
        var index = AddIndex(registry, "library/a", "1", Base, Base with { Architecture = "arm64", Variant = "v8" });
        using var client = Mirrored(registry);

        var image = (await new RegistryImageResolver(client).ResolveAsync(ImageReference.Parse("a:1"), TestContext.CancellationToken)).Image!;

        Assert.AreEqual(index, image.Digest);
        Assert.IsTrue(image.IsIndex);
        CollectionAssert.AreEqual(new[] { "linux/amd64", "linux/arm64/v8" }, image.Platforms.Select(p => p.Platform.ToString()).ToArray());
        var triggers = await new RegistryImageResolver(client).TriggersAsync(ImageReference.Parse("a:1"), image, new Platform("linux", "amd64"), TestContext.CancellationToken);
        Assert.AreEqual("COPY --from=tools:1 /a /a", triggers.Single());
    }

    [TestMethod]
    public async Task An_image_without_an_index_tells_its_platform_in_its_configuration()
    {
        await using var registry = await TestRegistry.StartAsync();
        var manifest = AddImage(registry, "library/a", "1", Base);
        using var client = Mirrored(registry);

        var image = (await new RegistryImageResolver(client).ResolveAsync(ImageReference.Parse("a:1"), TestContext.CancellationToken)).Image!;

        Assert.AreEqual((manifest.Digest, "linux/amd64", false), (image.Digest, image.Platforms.Single().Platform.ToString(), image.IsIndex));
    }

    [TestMethod]
    public async Task What_is_not_there_and_who_does_not_answer_are_two_things()
    {
        var registry = await TestRegistry.StartAsync();
        using var client = Mirrored(registry);
        var resolver = new RegistryImageResolver(client);

        var missing = await resolver.ResolveAsync(ImageReference.Parse("a:1"), TestContext.CancellationToken);
        await registry.DisposeAsync();
        var silent = await resolver.ResolveAsync(ImageReference.Parse("a:1"), TestContext.CancellationToken);

        Assert.AreEqual((true, false), (missing.IsMissing, silent.IsMissing));
        Assert.IsFalse((await resolver.FindAsync(ImageReference.Parse("a:1"), TestContext.CancellationToken)).IsMissing);
    }

    [TestMethod]
    public async Task A_registry_that_sends_another_manifest_for_a_digest_is_not_believed()
    {
        await using var registry = await TestRegistry.StartAsync();
        var index = AddIndex(registry, "library/a", "1", Base);
        var other = AddIndex(registry, "library/a", "2", Base with { Created = null });
        registry.Store!.Manifests[("library/a", index.ToString())] = registry.Store.Manifests[("library/a", other.ToString())];
        using var client = Mirrored(registry);

        var error = await Assert.ThrowsExactlyAsync<ReproException>(() =>
            RegistryBase.OpenAsync(client, ImageReference.Parse($"a:1@{index}"), TestContext.CancellationToken));

        Assert.AreEqual(DiagnosticCodes.DigestMismatch, error.Diagnostic.Code);
        StringAssert.Contains(error.Message, index.ToString());
    }

    [TestMethod]
    public async Task A_base_is_served_as_it_is_and_each_blob_fetched_once()
    {
        await using var registry = await TestRegistry.StartAsync();
        var index = AddIndex(registry, "library/a", "1", Base);
        using var client = Mirrored(registry);
        using var fetched = await RegistryBase.OpenAsync(client, ImageReference.Parse($"a:1@{index}"), TestContext.CancellationToken);
        await using var served = LoopbackRegistry.Start(fetched.Image);
        using var other = Client.Create();

        for (int i = 0; i < 2; i++)
        {
            var reference = ImageReference.Parse(served.Reference);
            var top = await other.GetManifestAsync(reference, TestContext.CancellationToken);
            var child = ImageJson.ParseIndex(top.Bytes.Span, "index").Manifests.Single();
            var manifest = ImageJson.ParseManifest((await other.GetManifestAsync(reference.WithDigest(child.Digest), TestContext.CancellationToken)).Bytes.Span, "manifest");
            CollectionAssert.AreEqual(Layer.Blob, await other.ReadBlobAsync(reference, manifest.Layers.Single(), 1 << 20, TestContext.CancellationToken));
        }

        Assert.AreEqual(1, registry.Count("/blobs/"));
        Assert.IsNull(served.Failure);
    }

    [TestMethod]
    public async Task A_configuration_that_was_tampered_with_is_not_served()
    {
        await using var registry = await TestRegistry.StartAsync();
        var manifest = AddImage(registry, "library/a", "1", Base);
        var config = ImageJson.ParseManifest(registry.Store!.Manifests[("library/a", "1")].Bytes, "manifest").Config;
        registry.Store.Blobs[("library/a", config.Digest.ToString())] = [.. registry.Store.Blobs[("library/a", config.Digest.ToString())].Select(b => b == (byte)'C' ? (byte)'D' : b)];
        using var client = Mirrored(registry);
        using var fetched = await RegistryBase.OpenAsync(client, ImageReference.Parse($"a:1@{manifest.Digest}"), TestContext.CancellationToken);
        await using var served = LoopbackRegistry.Start(fetched.Image);
        using var other = Client.Create();

        await Assert.ThrowsExactlyAsync<ReproException>(() => other.ReadBlobAsync(ImageReference.Parse(served.Reference), config, 1 << 20, TestContext.CancellationToken));

        Assert.AreEqual(DiagnosticCodes.DigestMismatch, served.Failure!.Diagnostic.Code);
    }

    /// <summary>A client for which the registry stands in for Docker Hub.</summary>
    internal static RegistryClient Mirrored(TestRegistry registry) =>
        Client.Create(o => o with { Mirrors = RegistryMirrors.Parse($"docker.io={registry.Host}", "the test"), MaxAttempts = 1 });

    internal static Descriptor AddImage(TestRegistry registry, string repository, string tag, TestImage image)
    {
        var builder = OciArchiveBuilder.Of(image);
        foreach (var (path, bytes) in builder.Files.Where(f => f.Key.StartsWith("blobs/", StringComparison.Ordinal))) registry.Store!.AddBlob(repository, bytes);
        byte[] manifest = builder.Files[OciArchiveBuilder.PathOf(Digest.Parse((string)builder.Manifests[0]["digest"]!))];
        return new Descriptor(MediaTypes.OciManifest, registry.Store!.AddManifest(repository, tag, manifest), manifest.Length)
        {
            Platform = new Platform(image.Os, image.Architecture, image.Variant),
        };
    }

    internal static Digest AddIndex(TestRegistry registry, string repository, string tag, params TestImage[] images)
    {
        var manifests = images.Select((image, i) => AddImage(registry, repository, $"{tag}-{i}", image)).ToList();
        return registry.Store!.AddManifest(repository, tag, ManifestJson.Index(manifests), MediaTypes.OciIndex);
    }
}
