using System.Net;
using System.Net.Sockets;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Registries;

namespace ReproBuild.Core.Tests.Registries;

[TestClass]
public sealed class FaultSpecs
{
    private static readonly byte[] Bytes = """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}"""u8.ToArray();

    [TestMethod]
    public async Task An_unknown_host_is_named_and_asked_for_once()
    {
        var clock = new InstantClock();
        using var client = Client.Create(o => o with { Clock = clock, StallTimeout = InstantClock.Never });

        var error = await Client.FailAsync(() => client.ResolveAsync(ImageReference.Parse("nowhere.invalid/app:v1"), default), DiagnosticCodes.RegistryUnreachable);

        Assert.Contains("there is no host \"nowhere.invalid\"", error.Message);
        Assert.IsEmpty(clock.Waits);
    }

    [TestMethod]
    public async Task A_port_where_nobody_listens_is_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var client = Client.Create();

        var error = await Client.FailAsync(() => client.ResolveAsync(ImageReference.Parse($"127.0.0.1:{port}/app:v1"), default), DiagnosticCodes.RegistryUnreachable);

        Assert.Contains($"127.0.0.1:{port} refuses the connection", error.Message);
    }

    [TestMethod]
    public async Task A_registry_that_is_not_of_this_machine_is_never_spoken_to_without_TLS()
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Store!.AddManifest("app", "v1", Bytes, MediaTypes.OciIndex);
        string name = $"{Dns.GetHostName()}.invalid:{registry.Host.Split(':')[1]}";
        // A proxy that leads every name to the registry: whoever speaks plain HTTP through it is answered.
        var proxy = new WebProxy($"http://{registry.Host}");
        using var careful = Client.Create(o => o with { Proxy = proxy });
        using var told = Client.Create(o => o with { Proxy = proxy, PlainHttpHosts = [name] });
        var reference = ImageReference.Parse($"{name}/app:v1");

        await Client.FailAsync(() => careful.ResolveAsync(reference, default), DiagnosticCodes.RegistryUnreachable);
        Assert.AreEqual(0, registry.Count("/v2/"), "nothing was asked in the clear");
        var found = await told.ResolveAsync(reference, default);

        Assert.AreEqual(Digest.Of(Bytes), found.Digest);
    }

    [TestMethod]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_and_one_of_a_named_authority_taken()
    {
        using var authority = new TestAuthority();
        await using var registry = await TestRegistry.StartAsync(authority.Issue("127.0.0.1"));
        registry.Store!.AddManifest("app", "v1", Bytes, MediaTypes.OciIndex);
        using var stranger = Client.Create();
        using var friend = Client.Create(o => o with { TrustedAuthorities = [authority.Certificate] });

        var error = await Client.FailAsync(() => stranger.ResolveAsync(registry.Reference("app:v1"), default), DiagnosticCodes.RegistryUntrusted);
        var found = await friend.ResolveAsync(registry.Reference("app:v1"), default);

        Assert.Contains("certificate", error.Message);
        Assert.AreEqual(Digest.Of(Bytes), found.Digest);
    }

    [TestMethod]
    public async Task A_certificate_for_another_name_is_refused_even_where_its_authority_is_trusted()
    {
        using var authority = new TestAuthority();
        await using var registry = await TestRegistry.StartAsync(authority.Issue("10.9.8.7"));
        using var client = Client.Create(o => o with { TrustedAuthorities = [authority.Certificate] });

        await Client.FailAsync(() => client.ResolveAsync(registry.Reference("app:v1"), default), DiagnosticCodes.RegistryUntrusted);

        Assert.IsEmpty(registry.Requests);
    }

    [TestMethod]
    [DataRow(408)]
    [DataRow(429)]
    [DataRow(500)]
    [DataRow(502)]
    [DataRow(503)]
    public async Task What_may_pass_is_tried_again_with_growing_waits_and_given_up_at_a_bound(int status)
    {
        await using var registry = await TestRegistry.StartAsync();
        var clock = new InstantClock();
        registry.Between = (context, _) => TestRegistryStore.RefuseAsync(context, status, "UNKNOWN");
        using var client = Client.Create(o => o with { Clock = clock, StallTimeout = InstantClock.Never, FirstWait = TimeSpan.FromSeconds(1), LongestWait = TimeSpan.FromMinutes(1) });

        var error = await Client.FailAsync(() => client.GetManifestAsync(registry.Reference("app:v1"), default), DiagnosticCodes.RegistryBusy);

        Assert.Contains($"{status}", error.Message);
        Assert.Contains("5 times", error.Message);
        Assert.HasCount(5, registry.Requests);
        double[] waits = [.. clock.Waits.Select(w => w.TotalSeconds)];
        Assert.HasCount(4, waits);
        for (int i = 0; i < 4; i++) Assert.IsTrue(waits[i] >= 0.75 * Math.Pow(2, i) && waits[i] <= 1.25 * Math.Pow(2, i), $"wait {i} is {waits[i]} s");
    }

    [TestMethod]
    [DataRow("7")]
    [DataRow("Thu, 01 Jan 2026 00:00:07 GMT")]
    public async Task The_wait_that_a_registry_asks_for_is_kept_in_seconds_or_as_a_date(string retryAfter)
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Store!.AddManifest("app", "v1", Bytes, MediaTypes.OciIndex);
        var clock = new InstantClock();
        registry.Between = (context, answer) =>
        {
            if (registry.Requests.Count > 1) return answer(context);
            context.Response.Headers.RetryAfter = retryAfter;
            return TestRegistryStore.RefuseAsync(context, 429, "TOOMANYREQUESTS");
        };
        using var client = Client.Create(o => o with { Clock = clock, StallTimeout = InstantClock.Never, LongestWait = TimeSpan.FromSeconds(7) });

        var found = await client.ResolveAsync(registry.Reference("app:v1"), default);

        Assert.AreEqual(Digest.Of(Bytes), found.Digest);
        CollectionAssert.AreEqual(new[] { TimeSpan.FromSeconds(7) }, clock.Waits);
    }

    [TestMethod]
    public async Task A_wait_that_is_too_long_is_not_begun()
    {
        await using var registry = await TestRegistry.StartAsync();
        var clock = new InstantClock();
        registry.Between = (context, _) =>
        {
            context.Response.Headers.RetryAfter = "3600";
            return TestRegistryStore.RefuseAsync(context, 429, "TOOMANYREQUESTS");
        };
        using var client = Client.Create(o => o with { Clock = clock, StallTimeout = InstantClock.Never });

        var error = await Client.FailAsync(() => client.ResolveAsync(registry.Reference("app:v1"), default), DiagnosticCodes.RegistryBusy);

        Assert.Contains("asks to wait 3600 s", error.Message);
        Assert.HasCount(1, registry.Requests);
        Assert.IsEmpty(clock.Waits);
    }

    [TestMethod]
    public async Task A_cancelled_client_does_not_wait_for_anything()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var cancellation = new CancellationTokenSource();
        registry.Between = (context, _) =>
        {
            context.Response.OnCompleted(cancellation.CancelAsync);
            context.Response.Headers.RetryAfter = "3600";
            return TestRegistryStore.RefuseAsync(context, 503, "UNAVAILABLE");
        };
        using var client = Client.Create(o => o with { LongestWait = TimeSpan.FromDays(1) });

        await Assert.ThrowsAsync<OperationCanceledException>(() => client.ResolveAsync(registry.Reference("app:v1"), cancellation.Token));
    }

    [TestMethod]
    public async Task A_silent_registry_is_left_after_the_time_that_I_give()
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Between = (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        using var client = Client.Create(o => o with { StallTimeout = TimeSpan.FromMilliseconds(50), MaxAttempts = 2 });

        var error = await Client.FailAsync(() => client.ResolveAsync(registry.Reference("app:v1"), default), DiagnosticCodes.RegistryUnreachable);

        Assert.Contains("stayed silent", error.Message);
        Assert.Contains("2 times", error.Message);
    }

    [TestMethod]
    public async Task Redirects_are_followed_without_credentials_and_not_for_ever()
    {
        await using var elsewhere = await TestRegistry.StartAsync();
        elsewhere.Store!.AddManifest("app", "v1", Bytes, MediaTypes.OciIndex);
        await using var registry = await TestRegistry.StartAsync();
        registry.Between = (context, _) =>
        {
            if (context.Request.Headers.Authorization.Count == 0)
            {
                context.Response.Headers.WWWAuthenticate = "Basic realm=\"r\"";
                return TestRegistryStore.RefuseAsync(context, 401, "UNAUTHORIZED");
            }
            string path = context.Request.Path.Value!;
            context.Response.Redirect(path.Contains("loop", StringComparison.Ordinal) ? path : $"http://{elsewhere.Host}{path}");
            return Task.CompletedTask;
        };
        using var client = Client.Create(o => o with { Credentials = new FixedCredentials(RegistryCredential.Basic("me", "secret-1")) });

        var found = await client.GetManifestAsync(registry.Reference("app:v1"), default);
        var loop = await Client.FailAsync(() => client.GetManifestAsync(registry.Reference("loop:v1"), default), DiagnosticCodes.MalformedAnswer);

        Assert.AreEqual(Digest.Of(Bytes), found.Descriptor.Digest);
        Assert.IsTrue(elsewhere.Authorizations.All(a => a.Authorization is null), "no credentials went elsewhere");
        Assert.Contains("10 redirects", loop.Message);
        Assert.IsLessThanOrEqualTo(12, registry.Count("/v2/loop/"));
    }

    [TestMethod]
    public async Task A_redirect_out_of_TLS_is_not_followed()
    {
        using var authority = new TestAuthority();
        await using var plain = await TestRegistry.StartAsync();
        await using var registry = await TestRegistry.StartAsync(authority.Issue("127.0.0.1"));
        registry.Between = (context, _) =>
        {
            context.Response.Redirect($"http://{plain.Host}{context.Request.Path}");
            return Task.CompletedTask;
        };
        using var client = Client.Create(o => o with { TrustedAuthorities = [authority.Certificate] });

        await Client.FailAsync(() => client.GetManifestAsync(registry.Reference("app:v1"), default), DiagnosticCodes.InsecureAnswer);

        Assert.IsEmpty(plain.Requests);
    }

    [TestMethod]
    public async Task A_manifest_that_breaks_off_is_fetched_again()
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Store!.AddManifest("app", "v1", Bytes, MediaTypes.OciIndex);
        registry.Between = async (context, answer) =>
        {
            if (registry.Requests.Count > 2)
            {
                await answer(context);
                return;
            }
            context.Response.ContentType = MediaTypes.OciIndex;
            context.Response.ContentLength = Bytes.Length;
            await context.Response.Body.WriteAsync(Bytes.AsMemory(0, 10));
            await context.Response.Body.FlushAsync();
            context.Abort();
        };
        using var client = Client.Create();

        var found = await client.GetManifestAsync(registry.Reference("app:v1"), default);

        Assert.AreEqual(Digest.Of(Bytes), found.Descriptor.Digest);
        Assert.HasCount(3, registry.Requests);
    }
}
