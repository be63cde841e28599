using Microsoft.AspNetCore.Http;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Registries;

namespace ReproBuild.Sdk.Tests.Registries;

/// <summary>What comes between the client and a real registry while it writes: no tag moves, and once it is over the same push goes through.</summary>
[TestClass]
public sealed class FaultyPushTests
{
    private static readonly byte[] Before = """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}"""u8.ToArray();

    // Each kind of request that a push is made of. Of a HEAD that finds nothing 404 is no fault.
    private static readonly string[] Steps = ["HEAD /v2/team/app/blobs/", "POST ", "PATCH ", "PUT /v2/team/app/blobs/", "PUT /v2/team/app/manifests/sha256:", "PUT /v2/team/app/manifests/v1"];

    [TestMethod]
    [DataRow(401, DiagnosticCodes.AccessDenied, "docker login")]
    [DataRow(403, DiagnosticCodes.AccessDenied, "docker login")]
    [DataRow(404, DiagnosticCodes.PushRefused, "")]
    [DataRow(413, DiagnosticCodes.PushRefused, "No tag was moved")]
    [DataRow(429, DiagnosticCodes.RegistryBusy, "name a mirror")]
    [DataRow(500, DiagnosticCodes.RegistryBusy, "Try again later")]
    [DataRow(503, DiagnosticCodes.RegistryBusy, "Try again later")]
    [DataRow(0, DiagnosticCodes.RegistryUnreachable, "try again")]
    public async Task Whatever_request_of_a_push_is_refused_the_tag_stays_and_the_next_push_goes_through(int status, string code, string remedy)
    {
        await using var real = await RealRegistry.StartAsync();
        await using var proxy = await FaultyProxy.StartAsync(real);
        using var direct = Client.Create();
        using var archive = ImageArchive.Open(ProxiedImage.Busybox);
        var tag = ImageReference.Parse($"{real.Host}/team/app:v1");
        await direct.PushManifestAsync(tag, Before, MediaTypes.OciIndex, default);

        foreach (string step in Steps.Where(s => status != 404 || !s.StartsWith("HEAD", StringComparison.Ordinal)))
        {
            using var client = Client.Create(o => o with { UploadChunkBytes = 300_000 });
            proxy.Break(step, (context, _) => RefuseAsync(context, status));
            var error = await Assert.ThrowsExactlyAsync<ReproException>(() => PushAsync(client, archive, proxy), step);

            // HEAD has no body to tell why: a refusal there is a refusal all the same.
            Assert.AreEqual(step.StartsWith("HEAD", StringComparison.Ordinal) && status == 413 ? DiagnosticCodes.MalformedAnswer : code, error.Diagnostic.Code, $"{step}: {error.Message}");
            Assert.Contains(proxy.Host, error.Message);
            if (error.Diagnostic.Code == code) Assert.Contains(remedy, error.Message);
            Assert.DoesNotContain("hunter2", error.ToString());
            Assert.AreEqual(Digest.Of(Before), (await direct.ResolveAsync(tag, default)).Digest, step);
        }

        proxy.Between = (context, answer) => answer(context);
        using var last = Client.Create(o => o with { UploadChunkBytes = 300_000 });
        var pushed = await PushAsync(last, archive, proxy);

        Assert.AreEqual(pushed.Image.Digest, (await direct.ResolveAsync(tag, default)).Digest);
        Assert.AreEqual(archive.Images.Single().Digest, pushed.Image.Digest);
    }

    [TestMethod]
    [DataRow("POST ")]
    [DataRow("PATCH ")]
    [DataRow("PUT /v2/team/app/blobs/")]
    [DataRow("PUT /v2/team/app/manifests/v1")]
    public async Task An_answer_that_is_lost_on_its_way_back_costs_a_request_and_not_the_push(string step)
    {
        await using var real = await RealRegistry.StartAsync();
        await using var proxy = await FaultyProxy.StartAsync(real);
        using var client = Client.Create(o => o with { UploadChunkBytes = 300_000 });
        using var archive = ImageArchive.Open(ProxiedImage.Busybox);

        // The registry has done what it was asked for, and nobody hears of it.
        proxy.Break(step, async (context, answer) =>
        {
            var client = context.Response.Body;
            context.Response.Body = Stream.Null;
            await answer(context);
            context.Response.Body = client;
            context.Abort();
        }, times: 1);
        var pushed = await PushAsync(client, archive, proxy);

        var found = await client.GetManifestAsync(ImageReference.Parse($"{real.Host}/team/app:v1"), default);
        Assert.AreEqual(archive.Images.Single().Digest, found.Descriptor.Digest);
        Assert.AreEqual(2, pushed.Uploaded);
        var manifest = ImageJson.ParseManifest(found.Bytes.Span.ToArray(), "test");
        foreach (var blob in manifest.Layers.Prepend(manifest.Config)) await client.PullBlobAsync(ImageReference.Parse($"{real.Host}/team/app"), blob, Stream.Null, default);
    }

    [TestMethod]
    public async Task A_registry_that_says_that_it_keeps_something_else_is_not_believed_to_have_the_image()
    {
        await using var real = await RealRegistry.StartAsync();
        await using var proxy = await FaultyProxy.StartAsync(real);
        using var client = Client.Create();
        using var archive = ImageArchive.Open(ProxiedImage.Busybox);
        string other = Digest.Of("other"u8).ToString();

        proxy.Break("PUT /v2/team/app/manifests/", (context, answer) =>
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers["Docker-Content-Digest"] = other;
                return Task.CompletedTask;
            });
            return answer(context);
        });
        var error = await Client.FailAsync(() => PushAsync(client, archive, proxy), DiagnosticCodes.DigestMismatch);

        Assert.Contains(other, error.Message);
        Assert.Contains(archive.Images.Single().Digest.ToString(), error.Message);
        await Client.FailAsync(() => client.GetManifestAsync(ImageReference.Parse($"{real.Host}/team/app:v1"), default), DiagnosticCodes.ImageNotFound);
    }

    private static Task<PushResult> PushAsync(RegistryClient client, ImageArchive archive, TestRegistry proxy) =>
        new ArchivePusher(client).PushAsync(archive, proxy.Reference("team/app"), ["v1"], new PushOptions { Parallel = 1 }, default);

    private static Task RefuseAsync(HttpContext context, int status)
    {
        if (status == 0)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        context.Response.StatusCode = status;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync("<html>hunter2-hunter2</html>");
    }
}
