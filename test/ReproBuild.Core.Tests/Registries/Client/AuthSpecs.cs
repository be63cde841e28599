using System.Text;
using Microsoft.AspNetCore.Http;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Registries;

namespace ReproBuild.Core.Tests.Registries;

[TestClass]
public sealed class AuthSpecs
{
    private const string Secret = "hunter2-hunter2";
    private static readonly byte[] Bytes = """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}"""u8.ToArray();

    [TestMethod]
    public async Task One_token_serves_a_repository_however_many_ask_at_once()
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var registry = await StartAsync(tokens);
        using var client = Client.Create();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.ResolveAsync(registry.Reference("app:v1"), default)));
        await client.GetManifestAsync(registry.Reference("app:v1"), default);

        Assert.HasCount(1, tokens.Requests);
        string asked = Uri.UnescapeDataString(tokens.Requests.Single());
        Assert.Contains("service=test, registry", asked);
        Assert.Contains("scope=registry:catalog:*", asked);
        Assert.Contains("scope=repository:app:pull", asked);
        Assert.IsNull(tokens.Authorizations.Single(), "nobody is logged in");
    }

    [TestMethod]
    public async Task A_name_and_a_password_go_to_the_token_server_and_the_token_to_the_registry()
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var registry = await StartAsync(tokens);
        var credentials = new FixedCredentials(RegistryCredential.Basic("me", Secret));
        using var client = Client.Create(o => o with { Credentials = credentials });

        await client.ResolveAsync(registry.Reference("app:v1"), default);

        Assert.AreEqual("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{Secret}")), tokens.Authorizations.Single());
        CollectionAssert.AreEqual(new[] { null, "Bearer token-1" }, registry.Authorizations.Select(a => a.Authorization).ToArray());
        CollectionAssert.AreEqual(new[] { $"{registry.Host} app" }, credentials.Asked);
    }

    [TestMethod]
    [DataRow(200)]
    [DataRow(404)]
    public async Task An_identity_token_is_exchanged_by_POST_and_by_GET_where_there_is_no_POST(int status)
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var registry = await StartAsync(tokens);
        tokens.Give = (context, token) =>
        {
            if (HttpMethods.IsPost(context.Request.Method)) context.Response.StatusCode = status;
            return context.Response.WriteAsync($$"""{"access_token":"{{token}}"}""");
        };
        using var client = Client.Create(o => o with { Credentials = new FixedCredentials(RegistryCredential.Identity(Secret)) });

        await client.ResolveAsync(registry.Reference("app:v1"), default);

        string form = Uri.UnescapeDataString(tokens.Forms.Single().Replace('+', ' '));
        foreach (string part in new[] { "grant_type=refresh_token", $"refresh_token={Secret}", "service=test, registry", "repository:app:pull" }) Assert.Contains(part, form);
        Assert.HasCount(status == 200 ? 1 : 2, tokens.Requests);
        Assert.IsFalse(tokens.Requests.Any(r => r.Contains(Secret, StringComparison.Ordinal)), "no secret in an address");
    }

    [TestMethod]
    public async Task A_token_that_has_become_old_is_replaced()
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var registry = await StartAsync(tokens);
        var clock = new InstantClock();
        using var client = Client.Create(o => o with { Clock = clock, StallTimeout = InstantClock.Never });

        await client.ResolveAsync(registry.Reference("app:v1"), default);
        clock.Now += TimeSpan.FromSeconds(290);
        await client.ResolveAsync(registry.Reference("app:v1"), default);
        tokens.Tokens.Clear();
        await client.ResolveAsync(registry.Reference("app:v1"), default);

        Assert.HasCount(3, tokens.Requests, "one at first, one after its time, one that the registry no longer took");
    }

    [TestMethod]
    public async Task A_password_is_shown_to_a_registry_that_asks_for_it()
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Store!.AddManifest("app", "v1", Bytes, MediaTypes.OciIndex);
        string right = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{Secret}"));
        registry.Between = (context, answer) =>
        {
            if (context.Request.Headers.Authorization == right) return answer(context);
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"Registry\"";
            return TestRegistryStore.RefuseAsync(context, 401, "UNAUTHORIZED", $"no, {context.Request.Headers.Authorization}");
        };
        using var known = Client.Create(o => o with { Credentials = new FixedCredentials(RegistryCredential.Basic("me", Secret)) });
        using var wrong = Client.Create(o => o with { Credentials = new FixedCredentials(RegistryCredential.Basic("me", "wrong-" + Secret)) });
        using var nobody = Client.Create();

        var found = await known.ResolveAsync(registry.Reference("app:v1"), default);
        var refused = await Client.FailAsync(() => wrong.ResolveAsync(registry.Reference("app:v1"), default), DiagnosticCodes.AccessDenied);
        var missing = await Client.FailAsync(() => nobody.ResolveAsync(registry.Reference("app:v1"), default), DiagnosticCodes.AccessDenied);

        Assert.AreEqual(Digest.Of(Bytes), found.Digest);
        Assert.Contains("does not take the credentials", refused.Message);
        Assert.Contains($"docker login {registry.Host}", missing.Message);
        // The registry repeats what it was shown; whoever reads the message must not.
        foreach (string hidden in new[] { Secret, Convert.ToBase64String(Encoding.UTF8.GetBytes("me:wrong-" + Secret)) }) Assert.DoesNotContain(hidden, refused.ToString());
    }

    [TestMethod]
    [DataRow(401, "")]
    [DataRow(401, "Negotiate")]
    [DataRow(403, "")]
    public async Task A_refusal_is_told_with_what_to_type(int status, string challenge)
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Between = (context, _) =>
        {
            if (challenge.Length > 0) context.Response.Headers.WWWAuthenticate = challenge;
            return TestRegistryStore.RefuseAsync(context, status, "DENIED");
        };
        using var client = Client.Create();

        var error = await Client.FailAsync(() => client.ResolveAsync(registry.Reference("app:v1"), default), challenge.Length > 0 ? DiagnosticCodes.MalformedAnswer : DiagnosticCodes.AccessDenied);

        Assert.Contains(challenge.Length > 0 ? "Negotiate" : $"docker login {registry.Host}", error.Message);
    }

    [TestMethod]
    [DataRow("http://tokens.example.org/token", DiagnosticCodes.InsecureAnswer)]
    [DataRow("file:///etc/passwd", DiagnosticCodes.MalformedAnswer)]
    [DataRow("/token", DiagnosticCodes.MalformedAnswer)]
    public async Task Credentials_are_sent_to_no_realm_that_is_not_safe(string realm, string code)
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var registry = await StartAsync(tokens, realm);
        using var client = Client.Create(o => o with { Credentials = new FixedCredentials(RegistryCredential.Basic("me", Secret)), Proxy = new System.Net.WebProxy(tokens.Realm) });

        await Client.FailAsync(() => client.ResolveAsync(registry.Reference("app:v1"), default), code);

        Assert.IsEmpty(tokens.Requests, "nothing was sent, not even through a proxy");
    }

    [TestMethod]
    public async Task A_registry_with_TLS_cannot_have_credentials_sent_in_the_clear()
    {
        using var authority = new TestAuthority();
        await using var tokens = await TokenServer.StartAsync();
        await using var registry = await TestRegistry.StartAsync(authority.Issue("127.0.0.1"));
        tokens.Guard(registry);
        using var client = Client.Create(o => o with { TrustedAuthorities = [authority.Certificate], Credentials = new FixedCredentials(RegistryCredential.Basic("me", Secret)) });

        var error = await Client.FailAsync(() => client.ResolveAsync(registry.Reference("app:v1"), default), DiagnosticCodes.InsecureAnswer);

        Assert.IsEmpty(tokens.Requests);
        Assert.DoesNotContain(Secret, error.ToString());
    }

    [TestMethod]
    [DataRow("""{"token":""}""")]
    [DataRow("""{"token":"a\r\nX-Evil: 1"}""")]
    [DataRow("""["token"]""")]
    [DataRow("hunter2-hunter2")]
    public async Task A_token_server_that_answers_garbage_is_told_without_its_words(string body)
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var registry = await StartAsync(tokens);
        tokens.Give = (context, _) => context.Response.WriteAsync(body);
        using var client = Client.Create();

        var error = await Client.FailAsync(() => client.ResolveAsync(registry.Reference("app:v1"), default), DiagnosticCodes.MalformedAnswer);

        Assert.Contains("holds no token", error.Message);
        Assert.DoesNotContain(Secret, error.ToString());
    }

    [TestMethod]
    public async Task A_token_of_a_megabyte_is_not_read_and_a_refusal_is_told()
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var registry = await StartAsync(tokens);
        using var client = Client.Create();

        tokens.Give = (context, _) => context.Response.WriteAsync($$"""{"token":"{{new string('x', 1 << 20)}}"}""");
        await Client.FailAsync(() => client.ResolveAsync(registry.Reference("app:v1"), default), DiagnosticCodes.LimitExceeded);
        tokens.Give = (context, _) => TestRegistryStore.RefuseAsync(context, 401, "UNAUTHORIZED", Secret);
        var refused = await Client.FailAsync(() => client.ResolveAsync(registry.Reference("app:v1"), default), DiagnosticCodes.AccessDenied);

        Assert.Contains("docker login", refused.Message);
        Assert.DoesNotContain(Secret, refused.ToString());
    }

    [TestMethod]
    public async Task A_push_asks_for_the_right_to_push_and_a_mount_for_both_repositories()
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var registry = await StartAsync(tokens);
        var blob = registry.Store!.AddBlob("base", Bytes);
        using var client = Client.Create();

        await client.PushBlobAsync(registry.Reference("app"), blob, () => new MemoryStream(Bytes), registry.Reference("base"), default);

        string[] asked = [.. tokens.Requests.Select(Uri.UnescapeDataString)];
        Assert.HasCount(2, asked);
        Assert.Contains("scope=repository:app:pull,push", asked[0]);
        Assert.DoesNotContain("repository:base", asked[0]);
        Assert.Contains("scope=repository:app:pull,push", asked[1]);
        Assert.Contains("scope=repository:base:pull", asked[1]);
    }

    private static async Task<TestRegistry> StartAsync(TokenServer tokens, string? realm = null)
    {
        var registry = await TestRegistry.StartAsync();
        registry.Store!.AddManifest("app", "v1", Bytes, MediaTypes.OciIndex);
        tokens.Guard(registry, realm);
        return registry;
    }
}
