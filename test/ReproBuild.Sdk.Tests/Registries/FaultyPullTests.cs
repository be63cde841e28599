using Microsoft.AspNetCore.Http;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Registries;

namespace ReproBuild.Sdk.Tests.Registries;

/// <summary>What comes between the client and a real registry while it reads.</summary>
[TestClass]
public sealed class FaultyPullTests
{
    private const string Manifest = "GET /v2/app/manifests/";
    private const string Blob = "GET /v2/app/blobs/";

    // A gateway's own page is nothing to show to anybody.
    private const string Page = "<html><body>hunter2-hunter2</body></html>";

    [TestMethod]
    [DataRow(401, DiagnosticCodes.AccessDenied, "docker login", 1)]
    [DataRow(403, DiagnosticCodes.AccessDenied, "docker login", 1)]
    [DataRow(404, DiagnosticCodes.ImageNotFound, "Correct the name", 1)]
    [DataRow(408, DiagnosticCodes.RegistryBusy, "Try again later", 5)]
    [DataRow(429, DiagnosticCodes.RegistryBusy, "name a mirror", 5)]
    [DataRow(500, DiagnosticCodes.RegistryBusy, "Try again later", 5)]
    [DataRow(502, DiagnosticCodes.RegistryBusy, "Try again later", 5)]
    [DataRow(503, DiagnosticCodes.RegistryBusy, "Try again later", 5)]
    public async Task A_status_is_told_with_who_answered_what_was_asked_and_what_to_type(int status, string code, string remedy, int tries)
    {
        await using var image = await ProxiedImage.StartAsync();
        using var client = Client.Create();
        using var folder = new TestFolder();

        image.Proxy.Break(Manifest, (context, _) => RefuseAsync(context, status));
        var manifest = await Client.FailAsync(() => client.GetManifestAsync(image.Tagged, default), code);
        image.Proxy.Break(Blob, (context, _) => RefuseAsync(context, status));
        var blob = await Client.FailAsync(
            () => client.PullBlobToFileAsync(image.Tagged, image.Layer, folder["layer"], default), status == 404 ? DiagnosticCodes.BlobMissing : code);

        foreach (var (error, what) in new[] { (manifest, $"the manifest v1 of {image.Tagged.Name}"), (blob, $"the blob {image.Layer.Digest} of {image.Tagged.Name}") })
        {
            Assert.Contains($"{image.Proxy.Host} answered {status}", error.Message);
            Assert.Contains(what, error.Message);
            Assert.Contains(remedy, error.Message);
            Assert.DoesNotContain("hunter2", error.Message);
        }

        Assert.AreEqual(tries, image.Proxy.Count(Manifest));
        Assert.AreEqual(tries, image.Proxy.Count(Blob));
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder.Path), "nothing half-written");
    }

    [TestMethod]
    [DataRow("2")]
    [DataRow("Thu, 01 Jan 2026 00:00:02 GMT")]
    public async Task After_the_wait_that_a_gateway_asks_for_the_real_registry_is_read(string retryAfter)
    {
        await using var image = await ProxiedImage.StartAsync();
        var clock = new InstantClock();
        using var client = Client.Create(o => o with { Clock = clock, StallTimeout = InstantClock.Never });
        using var to = new MemoryStream();

        image.Proxy.Break(Blob, (context, _) =>
        {
            context.Response.Headers.RetryAfter = retryAfter;
            return RefuseAsync(context, 429);
        }, times: 1);
        await client.PullBlobAsync(image.Tagged, image.Layer, to, default);

        Assert.AreEqual(image.Layer.Digest, Digest.Of(to.ToArray()));
        CollectionAssert.AreEqual(new[] { TimeSpan.FromSeconds(2) }, clock.Waits);
    }

    [TestMethod]
    [DataRow("truncated", DiagnosticCodes.RegistryUnreachable, "broke off", 5)]
    [DataRow("stalled", DiagnosticCodes.RegistryUnreachable, "stayed silent", 5)]
    [DataRow("other bytes", DiagnosticCodes.DigestMismatch, "Docker-Content-Digest", 1)]
    [DataRow("a byte more", DiagnosticCodes.DigestMismatch, "Docker-Content-Digest", 1)]
    [DataRow("index", DiagnosticCodes.MalformedManifest, "Content-Type", 1)]
    [DataRow("page", DiagnosticCodes.UnknownMediaType, "text/html", 1)]
    [DataRow("schema 1", DiagnosticCodes.UnknownMediaType, "schema 1", 1)]
    [DataRow("loop", DiagnosticCodes.MalformedAnswer, "10 redirects", 11)]
    [DataRow("redirect to nowhere", DiagnosticCodes.MalformedAnswer, "Location", 1)]
    [DataRow("redirect in the clear", DiagnosticCodes.InsecureAnswer, "without TLS", 1)]
    [DataRow("realm in the clear", DiagnosticCodes.InsecureAnswer, "http://tokens.example.org", 1)]
    public async Task A_manifest_that_was_tampered_with_on_its_way_is_not_believed(string fault, string code, string words, int requests)
    {
        await using var image = await ProxiedImage.StartAsync();
        using var client = Client.Create(o => o with
        {
            StallTimeout = fault == "stalled" ? TimeSpan.FromMilliseconds(200) : o.StallTimeout,
            Credentials = new FixedCredentials(RegistryCredential.Basic("me", "hunter2-hunter2")),
        });

        image.Proxy.Break(Manifest, Fault(fault));
        var error = await Client.FailAsync(() => client.GetManifestAsync(image.Tagged, default), code);

        Assert.Contains(image.Proxy.Host, error.Message);
        Assert.Contains(words, error.Message);
        Assert.DoesNotContain("hunter2", error.ToString());
        Assert.AreEqual(requests, image.Proxy.Count(Manifest));
        Assert.IsTrue(image.Proxy.Authorizations.All(a => a.Authorization is null), "no credentials were sent");
    }

    [TestMethod]
    [DataRow("truncated", DiagnosticCodes.RegistryUnreachable, "broke off", 5)]
    [DataRow("stalled", DiagnosticCodes.RegistryUnreachable, "stayed silent", 5)]
    [DataRow("other bytes", DiagnosticCodes.DigestMismatch, "lies or is damaged", 1)]
    [DataRow("a byte more", DiagnosticCodes.SizeMismatch, "bytes long", 1)]
    [DataRow("a byte less", DiagnosticCodes.SizeMismatch, "bytes long", 1)]
    [DataRow("loop", DiagnosticCodes.MalformedAnswer, "10 redirects", 11)]
    [DataRow("redirect to nowhere", DiagnosticCodes.MalformedAnswer, "Location", 1)]
    [DataRow("redirect in the clear", DiagnosticCodes.InsecureAnswer, "without TLS", 1)]
    public async Task A_blob_that_was_tampered_with_on_its_way_leaves_no_file(string fault, string code, string words, int requests)
    {
        await using var image = await ProxiedImage.StartAsync();
        using var client = Client.Create(o => o with { StallTimeout = fault == "stalled" ? TimeSpan.FromMilliseconds(200) : o.StallTimeout });
        using var folder = new TestFolder();

        image.Proxy.Break(Blob, Fault(fault));
        var error = await Client.FailAsync(() => client.PullBlobToFileAsync(image.Tagged, image.Layer, folder["layer"], default), code);

        Assert.Contains(image.Proxy.Host, error.Message);
        Assert.Contains(image.Layer.Digest.ToString(), error.Message);
        Assert.Contains(words, error.Message);
        Assert.AreEqual(requests, image.Proxy.Count(Blob));
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder.Path), "nothing half-written");
    }

    [TestMethod]
    public async Task A_blob_that_broke_off_is_taken_up_by_the_real_registry_where_it_broke()
    {
        await using var image = await ProxiedImage.StartAsync();
        using var client = Client.Create();
        using var to = new MemoryStream();
        var ranges = new List<string?>();

        image.Proxy.Between = (context, answer) =>
        {
            if (!context.Request.Path.Value!.Contains("/blobs/", StringComparison.Ordinal)) return answer(context);
            ranges.Add(context.Request.Headers.Range);
            return ranges.Count == 1 ? Fault("truncated")(context, answer) : answer(context);
        };
        await client.PullBlobAsync(image.Tagged, image.Layer, to, default);

        Assert.AreEqual(image.Layer.Digest, Digest.Of(to.ToArray()));
        Assert.HasCount(2, ranges);
        Assert.IsNull(ranges[0]);
        Assert.StartsWith("bytes=", ranges[1]!);
    }

    [TestMethod]
    [DataRow(true, 0)]
    [DataRow(false, 5_000_000)]
    public async Task Of_a_manifest_of_a_hundred_megabytes_no_more_is_read_than_the_limit(bool announced, int sent)
    {
        await using var image = await ProxiedImage.StartAsync();
        using var client = Client.Create();
        var left = new TaskCompletionSource();

        image.Proxy.Break(Manifest, async (context, _) =>
        {
            context.Response.ContentType = MediaTypes.OciManifest;
            if (announced) context.Response.ContentLength = 100_000_000;
            // A little more than the limit, and then nothing: whoever waits for the rest waits for ever.
            await context.Response.Body.WriteAsync(new byte[sent]);
            await context.Response.Body.FlushAsync();
            context.RequestAborted.Register(() => left.TrySetResult());
            await left.Task;
        });
        var error = await Client.FailAsync(() => client.GetManifestAsync(image.Tagged, default), DiagnosticCodes.LimitExceeded);
        await left.Task;

        Assert.Contains("MaxManifestBytes", error.Message);
        Assert.AreEqual(1, image.Proxy.Count(Manifest));
    }

    [TestMethod]
    [DataRow("no authority")]
    [DataRow("expired")]
    [DataRow("other name")]
    public async Task A_certificate_that_does_not_hold_ends_it_before_anything_is_asked(string fault)
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue(fault == "other name" ? "10.9.8.7" : "127.0.0.1", expired: fault == "expired");
        using var good = authority.Issue("127.0.0.1");
        await using var image = await ProxiedImage.StartAsync(certificate);
        await using var well = await FaultyProxy.StartAsync(image.Real, good);
        using var client = Client.Create(o => o with { TrustedAuthorities = fault == "no authority" ? [] : [authority.Certificate] });
        using var friend = Client.Create(o => o with { TrustedAuthorities = [authority.Certificate] });

        var error = await Client.FailAsync(() => client.GetManifestAsync(image.Tagged, default), DiagnosticCodes.RegistryUntrusted);
        var found = await friend.GetManifestAsync(well.Reference("app:v1"), default);

        Assert.Contains(image.Proxy.Host, error.Message);
        Assert.Contains("SSL_CERT_FILE", error.Message);
        Assert.IsEmpty(image.Proxy.Requests);
        Assert.AreEqual(image.Digest, found.Descriptor.Digest);
    }

    private static Task RefuseAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync(Page);
    }

    private static Func<HttpContext, RequestDelegate, Task> Fault(string name) => name switch
    {
        "truncated" => (context, answer) => BrokenAsync(context, answer, stalls: false),
        "stalled" => (context, answer) => BrokenAsync(context, answer, stalls: true),
        "other bytes" => (context, answer) => FaultyProxy.ChangedAsync(context, answer, body =>
        {
            body[^2] ^= 1;
            return body;
        }),
        "a byte more" => (context, answer) => FaultyProxy.ChangedAsync(context, answer, body => [.. body, (byte)' ']),
        "a byte less" => (context, answer) => FaultyProxy.ChangedAsync(context, answer, body => body[..^1]),
        "index" => (context, answer) => FaultyProxy.ChangedAsync(context, answer, body => body, MediaTypes.OciIndex),
        "page" => (context, answer) => FaultyProxy.ChangedAsync(context, answer, body => body, "text/html"),
        "schema 1" => (context, answer) => FaultyProxy.ChangedAsync(context, answer, body => body, "application/vnd.docker.distribution.manifest.v1+prettyjws"),
        "loop" => (context, _) => Redirect(context, context.Request.Path),
        "redirect to nowhere" => (context, _) => Redirect(context, null),
        "redirect in the clear" => (context, _) => Redirect(context, "http://blobs.example.org/x"),
        "realm in the clear" => (context, _) => Challenge(context, "http://tokens.example.org/token"),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static Task Challenge(HttpContext context, string realm)
    {
        context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"{realm}\",service=\"x\"";
        context.Response.StatusCode = 401;
        return Task.CompletedTask;
    }

    private static Task Redirect(HttpContext context, string? to)
    {
        context.Response.StatusCode = 307;
        if (to is not null) context.Response.Headers.Location = to;
        return Task.CompletedTask;
    }

    // Half of what the registry says, and then the end of the connection, or silence.
    private static async Task BrokenAsync(HttpContext context, RequestDelegate answer, bool stalls)
    {
        var client = context.Response.Body;
        using var kept = new MemoryStream();
        context.Response.Body = kept;
        await answer(context);
        context.Response.Body = client;
        await client.WriteAsync(kept.ToArray().AsMemory(0, (int)kept.Length / 2), context.RequestAborted);
        await client.FlushAsync(context.RequestAborted);
        if (!stalls) return;
        try
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client has gone.
        }
    }
}
