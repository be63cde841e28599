using System.Net;
using System.Net.Sockets;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Registries;

namespace ReproBuild.Core.Tests.Registries;

[TestClass]
public sealed class LoopbackRegistrySpecs
{
    private static readonly TestLayer Layer = TestLayer.Gzip(new TarBuilder().File("etc/hostname", "here\n").Build());

    [TestMethod]
    public async Task I_can_pull_an_oci_archive_by_digest_and_by_tag()
    {
        using var folder = new TestFolder();
        await using var registry = Serve(OciArchiveBuilder.Of(new TestImage(Layer)).Write(folder));
        using var client = ClientOf(registry);
        string digest = registry.Reference.Split('@')[1];

        Assert.AreEqual(HttpStatusCode.OK, (await client.GetAsync("")).StatusCode);
        foreach (string name in new[] { digest, "latest" })
        {
            using var answer = await client.GetAsync($"base/manifests/{name}");
            byte[] bytes = await answer.Content.ReadAsByteArrayAsync();
            Assert.AreEqual(digest, Digest.Of(bytes).ToString());
            Assert.AreEqual(MediaTypes.OciManifest, answer.Content.Headers.ContentType!.ToString());
            Assert.AreEqual(digest, answer.Headers.GetValues("Docker-Content-Digest").Single());

            var manifest = ImageJson.ParseManifest(bytes, "manifest");
            foreach (var blob in manifest.Layers.Prepend(manifest.Config))
            {
                Assert.AreEqual(blob.Digest, Digest.Of(await client.GetByteArrayAsync($"base/blobs/{blob.Digest}")));
            }
        }
        Assert.IsNull(registry.Failure);
    }

    [TestMethod]
    public async Task Head_tells_digest_type_and_length_and_sends_nothing()
    {
        using var folder = new TestFolder();
        await using var registry = Serve(OciArchiveBuilder.Of(new TestImage(Layer)).WriteLayout(folder), "oci:");
        using var client = ClientOf(registry);

        using var request = new HttpRequestMessage(HttpMethod.Head, $"base/blobs/{Digest.Of(Layer.Blob)}");
        using var answer = await client.SendAsync(request);

        Assert.AreEqual(Layer.Blob.Length, answer.Content.Headers.ContentLength);
        Assert.AreEqual(Digest.Of(Layer.Blob).ToString(), answer.Headers.GetValues("Docker-Content-Digest").Single());
        Assert.IsEmpty(await answer.Content.ReadAsByteArrayAsync());
        // The connection is still good for the next question.
        Assert.AreEqual(HttpStatusCode.OK, (await client.GetAsync("")).StatusCode);
    }

    [TestMethod]
    public async Task Nothing_else_is_served_and_nothing_can_be_written()
    {
        using var folder = new TestFolder();
        folder.Write("secret", "secret");
        await using var registry = Serve(OciArchiveBuilder.Of(new TestImage(Layer)).WriteLayout(folder), "oci:");
        using var client = ClientOf(registry);
        string known = Digest.Of(Layer.Blob).ToString();

        foreach (string path in new[]
        {
            "base/manifests/other", "other/manifests/latest", $"base/manifests/{known}", $"base/blobs/sha256:{new string('0', 64)}", "base/blobs/..%2f..%2fsecret",
            "base/blobs/../../secret", "base/tags/list", "_catalog", "base/manifests/", $"base/blobs/{known}/x",
        })
        {
            Assert.AreEqual(HttpStatusCode.NotFound, (await client.GetAsync(path)).StatusCode, path);
        }
        Assert.AreEqual(HttpStatusCode.MethodNotAllowed, (await client.PostAsync("base/blobs/uploads/", null)).StatusCode);
        Assert.AreEqual(HttpStatusCode.MethodNotAllowed, (await client.DeleteAsync($"base/blobs/{known}")).StatusCode);
        Assert.IsNull(registry.Failure);
    }

    [TestMethod]
    public async Task A_blob_that_lies_is_never_served_whole_and_is_told()
    {
        using var folder = new TestFolder();
        var builder = OciArchiveBuilder.Of(new TestImage(Layer));
        string file = OciArchiveBuilder.PathOf(Digest.Of(Layer.Blob));
        builder.Files[file] = [.. builder.Files[file][..^1], 0x55];
        await using var registry = Serve(builder.Write(folder));
        using var client = ClientOf(registry);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetByteArrayAsync($"base/blobs/{Digest.Of(Layer.Blob)}"));

        Assert.AreEqual(DiagnosticCodes.DigestMismatch, registry.Failure!.Diagnostic.Code);
        Assert.AreEqual(HttpStatusCode.OK, (await client.GetAsync("")).StatusCode);
    }

    [TestMethod]
    public async Task A_docker_archive_gets_the_manifest_that_it_lacks()
    {
        using var folder = new TestFolder();
        var plain = TestLayer.Plain(new TarBuilder().File("b", "b").Build());
        string path = folder.Write("docker.tar", OciArchiveBuilder.DockerArchive(new TestImage(Layer, plain)));
        await using var registry = Serve(path, "docker-archive:");
        await using var again = Serve(path, "docker-archive:");
        using var client = ClientOf(registry);

        byte[] bytes = await client.GetByteArrayAsync($"base/manifests/{registry.Reference.Split('@')[1]}");
        var manifest = ImageJson.ParseManifest(bytes, "manifest");

        Assert.AreEqual(MediaTypes.DockerManifest, manifest.MediaType);
        CollectionAssert.AreEqual(new[] { MediaTypes.DockerLayerGzip, MediaTypes.DockerLayer }, manifest.Layers.Select(l => l.MediaType).ToArray());
        CollectionAssert.AreEqual(new[] { Layer.Blob, plain.Blob }.Select(b => Digest.Of(b)).ToArray(), manifest.Layers.Select(l => l.Digest).ToArray());
        foreach (var layer in manifest.Layers) Assert.AreEqual(layer.Digest, Digest.Of(await client.GetByteArrayAsync($"base/blobs/{layer.Digest}")));
        Assert.AreEqual(registry.Reference.Split('@')[1], again.Reference.Split('@')[1]);
    }

    [TestMethod]
    public async Task Scratch_is_an_index_of_images_without_layers_whose_digest_never_changes()
    {
        await using var registry = LoopbackRegistry.Start(BaseImageSource.TryParse("scratch", "/")!.Open());
        using var client = ClientOf(registry);

        var index = ImageJson.ParseIndex(await client.GetByteArrayAsync("base/manifests/latest"), "index");

        Assert.EndsWith("@sha256:2c26a27333a60b01f009efb161f5967739db7979df1e5952a58daab222f19510", registry.Reference);
        Assert.Contains("linux/amd64", index.Manifests.Select(m => m.Platform!.ToString()).ToList());
        Assert.Contains("linux/arm64", index.Manifests.Select(m => m.Platform!.ToString()).ToList());
        foreach (var child in index.Manifests)
        {
            var manifest = ImageJson.ParseManifest(await client.GetByteArrayAsync($"base/manifests/{child.Digest}"), "manifest");
            var config = ImageJson.ParseConfig(await client.GetByteArrayAsync($"base/blobs/{manifest.Config.Digest}"), "configuration");
            Assert.IsEmpty(manifest.Layers);
            Assert.AreEqual(child.Platform, config.Platform);
        }
    }

    [TestMethod]
    public async Task What_is_no_http_is_cut_off_and_others_are_served_on()
    {
        await using var registry = LoopbackRegistry.Start(BaseImageSource.TryParse("scratch", "/")!.Open());
        using var client = ClientOf(registry);
        foreach (byte[] greeting in new[] { [0x16, 3, 1, 2, 0, 1], "nonsense\r\n\r\n"u8.ToArray(), "GET /v2/ HTTP/1.1 extra\r\n\r\n"u8.ToArray(), [.. "GET /"u8, .. new byte[40_000]] })
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, registry.Port);
            await socket.GetStream().WriteAsync(greeting);
            Assert.AreEqual(0, await ReadOrReset(socket.GetStream()));
        }

        Assert.AreEqual(HttpStatusCode.OK, (await client.GetAsync("")).StatusCode);
    }

    [TestMethod]
    public async Task Many_clients_are_served_at_once()
    {
        using var folder = new TestFolder();
        await using var registry = Serve(OciArchiveBuilder.Of(new TestImage(Layer)).Write(folder));

        var pulls = Enumerable.Range(0, 40).Select(async _ =>
        {
            using var client = ClientOf(registry);
            return Digest.Of(await client.GetByteArrayAsync($"base/blobs/{Digest.Of(Layer.Blob)}"));
        });

        foreach (var digest in await Task.WhenAll(pulls)) Assert.AreEqual(Digest.Of(Layer.Blob), digest);
    }

    [TestMethod]
    public async Task It_listens_on_loopback_alone_and_not_at_all_when_disposed()
    {
        var registry = LoopbackRegistry.Start(BaseImageSource.TryParse("scratch", "/")!.Open());
        using var open = new TcpClient();
        await open.ConnectAsync(IPAddress.Loopback, registry.Port);

        var other = new IPAddress([127, 0, 0, 2]);
        if (OperatingSystem.IsLinux()) await Assert.ThrowsAsync<SocketException>(() => new TcpClient().ConnectAsync(other, registry.Port));
        await registry.DisposeAsync();

        await Assert.ThrowsAsync<SocketException>(() => new TcpClient().ConnectAsync(IPAddress.Loopback, registry.Port));
        Assert.AreEqual(0, await ReadOrReset(open.GetStream()));
    }

    private static async Task<int> ReadOrReset(NetworkStream stream)
    {
        try
        {
            return await stream.ReadAsync(new byte[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static LoopbackRegistry Serve(string path, string prefix = "oci-archive:") =>
        LoopbackRegistry.Start(BaseImageSource.TryParse(prefix + path, "/")!.Open());

    private static HttpClient ClientOf(LoopbackRegistry registry) =>
        new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{registry.Port}/v2/") };
}
