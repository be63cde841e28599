using Microsoft.AspNetCore.Http;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Registries;

namespace ReproBuild.Core.Tests.Registries;

[TestClass]
public sealed class PushSpecs
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7 / 3))];

    [TestMethod]
    public async Task An_archive_is_pushed_blobs_first_and_tags_last_and_the_second_time_nothing_is_sent()
    {
        using var folder = new TestFolder();
        string path = TwoPlatforms(folder);
        await using var registry = await TestRegistry.StartAsync();
        using var client = Client.Create();
        using var archive = ImageArchive.Open(path);

        var first = await new ArchivePusher(client).PushAsync(archive, registry.Reference("app"), ["v1", "latest"], new PushOptions(), default);
        string[] requests = [.. registry.Requests];
        registry.Requests.Clear();
        var second = await new ArchivePusher(client).PushAsync(archive, registry.Reference("app"), ["latest", "v1", "v2"], new PushOptions(), default);

        Assert.AreEqual((first.Uploaded, first.Mounted, first.WasThere), (4, 0, 0), "two configurations, two layers");
        Assert.AreEqual(archive.Index.Manifests.Single().Digest, first.Image.Digest);
        CollectionAssert.AreEqual(new[] { "v1", "latest" }, first.Tags.ToArray());
        var kinds = requests.Where(r => r.StartsWith("PUT", StringComparison.Ordinal)).Select(r => r.Contains("/manifests/sha256:", StringComparison.Ordinal) ? 'm' : r.Contains("/manifests/", StringComparison.Ordinal) ? 't' : 'b');
        Assert.AreEqual("bbbbmmmtt", string.Concat(kinds));
        Assert.AreEqual((0, 4), (second.Uploaded, second.WasThere));
        CollectionAssert.AreEqual(new[] { "PUT /v2/app/manifests/v2" }, registry.Requests.Where(r => !r.StartsWith("HEAD", StringComparison.Ordinal) && !r.StartsWith("GET", StringComparison.Ordinal)).ToArray());
        Assert.AreEqual(0, registry.Count("POST"));
    }

    [TestMethod]
    public async Task A_push_that_breaks_moves_no_tag()
    {
        using var folder = new TestFolder();
        string path = TwoPlatforms(folder);
        await using var registry = await TestRegistry.StartAsync();
        byte[] before = """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}"""u8.ToArray();
        registry.Store!.AddManifest("app", "v1", before, MediaTypes.OciIndex);
        using var archive = ImageArchive.Open(path);
        // The registry's disk is full at one request after the other: whichever fails, the tag stays.
        for (int fatal = 1; ; fatal++)
        {
            int writes = 0;
            registry.Between = (context, answer) => !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && ++writes >= fatal
                ? TestRegistryStore.RefuseAsync(context, 413, "SIZE_INVALID") : answer(context);
            using var client = Client.Create();
            foreach (var key in registry.Store.Blobs.Keys) registry.Store.Blobs.TryRemove(key, out _);
            foreach (var key in registry.Store.Manifests.Keys.Where(k => k.Name != "v1" && k.Name != Digest.Of(before).ToString())) registry.Store.Manifests.TryRemove(key, out _);

            var push = new ArchivePusher(client).PushAsync(archive, registry.Reference("app"), ["v1"], new PushOptions { Parallel = 1 }, default);
            if (fatal > 12)
            {
                await push;
                break;
            }
            var error = await Client.FailAsync(() => push, DiagnosticCodes.PushRefused);
            Assert.Contains("SIZE_INVALID", error.Message);
            CollectionAssert.AreEqual(before, registry.Store.Manifests[("app", "v1")].Bytes, $"write {fatal}");
        }
    }

    [TestMethod]
    public async Task A_large_blob_goes_in_pieces_and_on_where_a_connection_broke()
    {
        await using var registry = await TestRegistry.StartAsync();
        var blob = new Descriptor(MediaTypes.OciLayerGzip, Digest.Of(Bytes), Bytes.Length);
        int patches = 0, opened = 0;
        registry.Between = async (context, answer) =>
        {
            if (HttpMethods.IsPatch(context.Request.Method) && ++patches == 2)
            {
                // The registry has kept the piece, and its answer is lost.
                await answer(context);
                context.Abort();
                return;
            }
            await answer(context);
        };
        using var client = Client.Create(o => o with { UploadChunkBytes = 100_000 });

        var how = await client.PushBlobAsync(registry.Reference("app"), blob, () => { opened++; return new MemoryStream(Bytes); }, null, default);

        Assert.AreEqual(BlobPush.Uploaded, how);
        CollectionAssert.AreEqual(Bytes, registry.Store!.Blobs[("app", blob.Digest.ToString())]);
        Assert.AreEqual(3, patches);
        Assert.AreEqual(1, opened, "what the registry had kept was not sent again");
        Assert.AreEqual(1, registry.Count("POST"));
    }

    [TestMethod]
    public async Task An_upload_that_the_registry_has_forgotten_begins_anew()
    {
        await using var registry = await TestRegistry.StartAsync();
        var blob = new Descriptor(MediaTypes.OciLayerGzip, Digest.Of(Bytes), Bytes.Length);
        int patches = 0;
        registry.Between = (context, answer) =>
        {
            if (HttpMethods.IsPatch(context.Request.Method) && ++patches == 2) return TestRegistryStore.RefuseAsync(context, 503, "UNAVAILABLE");
            if (HttpMethods.IsGet(context.Request.Method)) return TestRegistryStore.RefuseAsync(context, 404, "BLOB_UPLOAD_UNKNOWN");
            return answer(context);
        };
        using var client = Client.Create(o => o with { UploadChunkBytes = 100_000 });

        await client.PushBlobAsync(registry.Reference("app"), blob, () => new MemoryStream(Bytes), null, default);

        CollectionAssert.AreEqual(Bytes, registry.Store!.Blobs[("app", blob.Digest.ToString())]);
        Assert.AreEqual(2, registry.Count("POST"));
    }

    [TestMethod]
    public async Task A_blob_of_another_repository_is_mounted_and_not_sent()
    {
        await using var registry = await TestRegistry.StartAsync();
        var blob = registry.Store!.AddBlob("base/os", Bytes);
        var other = new Descriptor(MediaTypes.OciLayerGzip, Digest.Of("other"u8), 5);
        using var client = Client.Create();

        var mounted = await client.PushBlobAsync(registry.Reference("app"), blob, () => throw new AssertFailedException("it need not be read"), registry.Reference("base/os:1"), default);
        var sent = await client.PushBlobAsync(registry.Reference("app"), other, () => new MemoryStream("other"u8.ToArray()), registry.Reference("base/os:1"), default);

        Assert.AreEqual((BlobPush.Mounted, BlobPush.Uploaded), (mounted, sent));
        CollectionAssert.AreEqual(Bytes, registry.Store.Blobs[("app", blob.Digest.ToString())]);
    }

    [TestMethod]
    public async Task An_archive_that_was_damaged_is_not_uploaded_to_its_end()
    {
        using var folder = new TestFolder();
        var builder = OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(new TarBuilder().File("a", Bytes).Build())));
        string layer = builder.Files.MaxBy(f => f.Value.Length).Key;
        builder.Files[layer][100] ^= 1;
        await using var registry = await TestRegistry.StartAsync();
        using var client = Client.Create();
        using var archive = ImageArchive.Open(builder.Write(folder));

        await Client.FailAsync(() => new ArchivePusher(client).PushAsync(archive, registry.Reference("app"), ["v1"], new PushOptions(), default), DiagnosticCodes.DigestMismatch);

        Assert.IsFalse(registry.Store!.Manifests.ContainsKey(("app", "v1")));
        Assert.AreEqual(0, registry.Count("PUT /v2/app/manifests"));
    }

    [TestMethod]
    public async Task A_docker_archive_is_pushed_under_a_manifest_of_its_own_that_is_the_same_each_time()
    {
        using var folder = new TestFolder();
        var layer = TestLayer.Gzip(new TarBuilder().File("a", Bytes).Build());
        await using var registry = await TestRegistry.StartAsync();
        using var client = Client.Create();
        using var archive = ImageArchive.Open(folder.Write("image.tar", OciArchiveBuilder.DockerArchive(new TestImage(layer))));

        var first = await new ArchivePusher(client).PushAsync(archive, registry.Reference("app"), ["v1"], new PushOptions(), default);
        var second = await new ArchivePusher(client).PushAsync(archive, registry.Reference("app"), ["v1"], new PushOptions(), default);

        Assert.AreEqual((2, 0), (first.Uploaded, second.Uploaded));
        Assert.AreEqual(first.Image.Digest, second.Image.Digest);
        Assert.AreEqual(MediaTypes.DockerManifest, first.Image.MediaType);
        using var remote = await RemoteImage.OpenAsync(client, registry.Reference("app:v1"), default);
        Assert.AreEqual(archive.Images.Single().Digest, remote.Images.Single().ConfigDescriptor.Digest);
        CollectionAssert.AreEqual(layer.Blob, registry.Store!.Blobs[("app", Digest.Of(layer.Blob).ToString())], "as it is stored");
    }

    [TestMethod]
    public async Task A_docker_archive_whose_layer_is_not_what_its_configuration_promises_is_not_pushed()
    {
        using var folder = new TestFolder();
        var layer = TestLayer.Gzip(new TarBuilder().File("a", Bytes).Build());
        var other = TestLayer.Gzip(new TarBuilder().File("a", [1]).Build());
        await using var registry = await TestRegistry.StartAsync();
        using var client = Client.Create();
        byte[] lying = OciArchiveBuilder.DockerArchive(new TestImage(layer), files => files[layer.DiffId.Hex + ".tar"] = other.Blob);
        using var archive = ImageArchive.Open(folder.Write("image.tar", lying));

        await Client.FailAsync(() => new ArchivePusher(client).PushAsync(archive, registry.Reference("app"), ["v1"], new PushOptions(), default), DiagnosticCodes.DigestMismatch);

        Assert.IsEmpty(registry.Requests);
    }

    [TestMethod]
    public async Task What_is_no_single_image_or_no_tag_is_refused_before_anything_is_sent()
    {
        using var folder = new TestFolder();
        await using var registry = await TestRegistry.StartAsync();
        using var client = Client.Create();
        var pusher = new ArchivePusher(client);
        var one = new TestImage(TestLayer.Gzip(new TarBuilder().File("a", [1]).Build()));
        using var two = ImageArchive.Open(OciArchiveBuilder.Of(one, one with { Created = "2024-01-01T00:00:00Z" }).Write(folder, "two.tar"));
        using var single = ImageArchive.Open(OciArchiveBuilder.Of(one).Write(folder, "one.tar"));

        await Client.FailAsync(() => pusher.PushAsync(two, registry.Reference("app"), ["v1"], new PushOptions(), default), DiagnosticCodes.CannotPush);
        await Client.FailAsync(() => pusher.PushAsync(single, registry.Reference("app"), ["v1", "-v2"], new PushOptions(), default), DiagnosticCodes.InvalidReference);

        Assert.IsEmpty(registry.Requests);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task What_refers_to_an_image_is_found_with_the_API_and_without(bool knowsReferrers)
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Store!.KnowsReferrers = knowsReferrers;
        var config = registry.Store.AddBlob("app", "{}"u8.ToArray());
        var subject = registry.Store.AddManifest("app", "v1", """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}"""u8.ToArray(), MediaTypes.OciIndex);
        using var client = Client.Create();
        foreach (string type in new[] { "application/x.one", "application/x.two" })
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"mediaType":"{{MediaTypes.OciManifest}}","artifactType":"{{type}}","config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"{{config.Digest}}","size":2},"layers":[],"subject":{"mediaType":"{{MediaTypes.OciIndex}}","digest":"{{subject}}","size":1} }""");
            await client.PushManifestAsync(ImageReference.Parse($"{registry.Host}/app@{Digest.Of(bytes)}"), bytes, MediaTypes.OciManifest, default);
        }

        var all = await client.GetReferrersAsync(registry.Reference("app"), subject, null, default);
        var one = await client.GetReferrersAsync(registry.Reference("app"), subject, "application/x.two", default);
        var none = await client.GetReferrersAsync(registry.Reference("app"), Digest.Of("x"u8), null, default);

        Assert.HasCount(2, all);
        Assert.AreEqual("application/x.two", one.Single().ArtifactType);
        Assert.IsEmpty(none);
        Assert.AreEqual(!knowsReferrers, registry.Store.Manifests.ContainsKey(("app", $"sha256-{subject.Hex}")));
    }

    private static string TwoPlatforms(TestFolder folder)
    {
        var amd = new TestImage(TestLayer.Gzip(new TarBuilder().File("a", Bytes).Build()));
        var arm = new TestImage(TestLayer.Gzip(new TarBuilder().File("b", Bytes).Build())) { Architecture = "arm64" };
        var builder = new OciArchiveBuilder();
        builder.Manifests.Add(builder.AddIndex(builder.AddImage(amd), builder.AddImage(arm)));
        return builder.Write(folder);
    }
}
