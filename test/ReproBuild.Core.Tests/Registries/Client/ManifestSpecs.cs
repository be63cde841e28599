using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Registries;

[TestClass]
public sealed class ManifestSpecs
{
    private static readonly byte[] Bytes = """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}"""u8.ToArray();

    [TestMethod]
    public async Task A_tag_is_resolved_by_one_HEAD_that_asks_for_all_four_types()
    {
        await using var registry = await TestRegistry.StartAsync();
        var digest = registry.Store!.AddManifest("app", "v1", Bytes, MediaTypes.OciIndex);
        string accepted = "";
        registry.Between = (context, answer) => { accepted = context.Request.Headers.Accept.ToString(); return answer(context); };
        using var client = Client.Create();

        var found = await client.ResolveAsync(registry.Reference("app:v1"), default);

        Assert.AreEqual((MediaTypes.OciIndex, digest, (long)Bytes.Length), (found.MediaType, found.Digest, found.Size));
        CollectionAssert.AreEqual(new[] { "HEAD /v2/app/manifests/v1" }, registry.Requests);
        foreach (string type in new[] { MediaTypes.OciIndex, MediaTypes.OciManifest, MediaTypes.DockerIndex, MediaTypes.DockerManifest }) Assert.Contains(type, accepted);
    }

    [TestMethod]
    [DataRow("Docker-Content-Digest")]
    [DataRow("Content-Type")]
    public async Task Where_HEAD_says_too_little_the_bytes_are_fetched_and_hashed(string missing)
    {
        await using var registry = await TestRegistry.StartAsync();
        var digest = registry.Store!.AddManifest("app", "v1", Bytes, MediaTypes.OciIndex);
        registry.Between = async (context, answer) =>
        {
            context.Response.OnStarting(() =>
            {
                if (HttpMethods.IsHead(context.Request.Method)) context.Response.Headers.Remove(missing);
                return Task.CompletedTask;
            });
            await answer(context);
        };
        using var client = Client.Create();

        var found = await client.ResolveAsync(registry.Reference("app:v1"), default);

        Assert.AreEqual(digest, found.Digest);
        Assert.AreEqual(1, registry.Count("GET "));
    }

    [TestMethod]
    public async Task A_sha512_digest_is_hashed_as_such()
    {
        await using var registry = await TestRegistry.StartAsync();
        var digest = Digest.FromHash(HashAlgorithmName.SHA512, SHA512.HashData(Bytes));
        registry.Store!.Manifests[("app", digest.ToString())] = (MediaTypes.OciIndex, Bytes);
        registry.Store.Manifests[("app", $"sha512:{new string('0', 128)}")] = (MediaTypes.OciIndex, Bytes);
        using var client = Client.Create();

        var manifest = await client.GetManifestAsync(registry.Reference($"app@{digest}"), default);
        await Client.FailAsync(() => client.GetManifestAsync(registry.Reference($"app@sha512:{new string('0', 128)}"), default), DiagnosticCodes.DigestMismatch);

        Assert.AreEqual(digest, manifest.Descriptor.Digest);
        Assert.IsNull(manifest.MirrorUsed);
    }

    [TestMethod]
    public async Task Another_manifest_than_the_one_asked_for_is_refused_with_both_digests()
    {
        await using var registry = await TestRegistry.StartAsync();
        var asked = Digest.Of("other"u8);
        registry.Store!.Manifests[("app", asked.ToString())] = (MediaTypes.OciIndex, Bytes);
        using var client = Client.Create();
        var reference = registry.Reference($"app@{asked}");

        var get = await Client.FailAsync(() => client.GetManifestAsync(reference, default), DiagnosticCodes.DigestMismatch);
        var resolve = await Client.FailAsync(() => client.ResolveAsync(reference, default), DiagnosticCodes.DigestMismatch);

        foreach (var error in new[] { get, resolve })
        {
            Assert.Contains(asked.ToString(), error.Message);
            Assert.Contains(Digest.Of(Bytes).ToString(), error.Message);
        }
    }

    [TestMethod]
    public async Task A_header_that_disagrees_with_the_bytes_is_told_with_both_values()
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Store!.AddManifest("app", "v1", Bytes, MediaTypes.OciIndex);
        string other = Digest.Of("other"u8).ToString();
        registry.Between = async (context, answer) =>
        {
            context.Response.OnStarting(() => { context.Response.Headers["Docker-Content-Digest"] = other; return Task.CompletedTask; });
            await answer(context);
        };
        using var client = Client.Create();

        var error = await Client.FailAsync(() => client.GetManifestAsync(registry.Reference("app:v1"), default), DiagnosticCodes.DigestMismatch);

        Assert.Contains(other, error.Message);
        Assert.Contains(Digest.Of(Bytes).ToString(), error.Message);
    }

    [TestMethod]
    [DataRow("application/vnd.oci.image.index.v1+json", """{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.list.v2+json","manifests":[]}""", DiagnosticCodes.MalformedManifest)]
    [DataRow("application/vnd.oci.image.manifest.v1+json", """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}""", DiagnosticCodes.MalformedManifest)]
    [DataRow("application/vnd.oci.image.index.v1+json", "<html>", DiagnosticCodes.MalformedManifest)]
    [DataRow("application/vnd.oci.image.index.v1+json", "[]", DiagnosticCodes.MalformedManifest)]
    [DataRow("text/html; charset=utf-8", "<html>", DiagnosticCodes.UnknownMediaType)]
    [DataRow("application/vnd.docker.distribution.manifest.v1+prettyjws", """{"schemaVersion":1,"name":"app"}""", DiagnosticCodes.UnknownMediaType)]
    [DataRow("application/vnd.docker.distribution.manifest.v2+json", """{"schemaVersion":1,"name":"app"}""", DiagnosticCodes.UnknownMediaType)]
    public async Task What_is_no_image_is_refused(string type, string body, string code)
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Store!.AddManifest("app", "v1", System.Text.Encoding.UTF8.GetBytes(body), type);
        using var client = Client.Create();

        var error = await Client.FailAsync(() => client.GetManifestAsync(registry.Reference("app:v1"), default), code);

        Assert.Contains(registry.Host, error.Message);
        if (body.Contains("\"schemaVersion\":1", StringComparison.Ordinal)) Assert.Contains("schema 1", error.Message);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_manifest_of_100_MB_is_not_read(bool announced)
    {
        // Whoever wanted the rest would wait for it in vain.
        await using var registry = await TestRegistry.StartAsync(async context =>
        {
            context.Response.ContentType = MediaTypes.OciIndex;
            if (announced) context.Response.ContentLength = 100 << 20;
            try
            {
                await context.Response.Body.WriteAsync(new byte[8 << 20], context.RequestAborted);
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or InvalidOperationException)
            {
                // The client has hung up, as it should.
            }
        });
        using var client = Client.Create();

        var error = await Client.FailAsync(() => client.GetManifestAsync(registry.Reference("app:v1"), default), DiagnosticCodes.LimitExceeded);

        Assert.Contains("MaxManifestBytes = 4194304", error.Message);
    }

    [TestMethod]
    public async Task A_name_that_is_not_there_is_said_to_be_so()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var client = Client.Create();

        var error = await Client.FailAsync(() => client.ResolveAsync(registry.Reference("app:v1"), default), DiagnosticCodes.ImageNotFound);

        Assert.Contains("v1", error.Message);
        Assert.Contains("MANIFEST_UNKNOWN", error.Message);
    }
}
