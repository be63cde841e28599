using System.Security.Cryptography.X509Certificates;
using CliWrap;
using CliWrap.Buffered;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Registries;
using ReproBuild.Sdk.Tests.Engines;

namespace ReproBuild.Sdk.Tests.Registries;

/// <summary>The distribution project's registry, guarded in each way that it knows.</summary>
[TestClass]
public sealed class RealRegistryTests
{
    private const string Password = "secret-of-the-test";

    [TestMethod]
    public async Task What_I_push_is_read_back_by_skopeo_under_the_digest_of_the_archive()
    {
        await using var registry = await RealRegistry.StartAsync();
        using var client = Client.Create(o => o with { UploadChunkBytes = 300_000 });
        using var archive = ImageArchive.Open(ProxiedImage.Busybox);
        using var folder = new TestFolder();

        var first = await new ArchivePusher(client).PushAsync(archive, registry.Reference("team/app"), ["v1"], new PushOptions(), default);
        var again = await new ArchivePusher(client).PushAsync(archive, registry.Reference("team/app"), ["v1"], new PushOptions(), default);
        var mounted = await new ArchivePusher(client).PushAsync(archive, registry.Reference("other"), ["v1"], new PushOptions { MountFrom = registry.Reference("team/app") }, default);
        await SkopeoAsync("copy", "--preserve-digests", "--src-tls-verify=false", $"docker://{registry.Host}/team/app:v1", $"oci:{folder["back"]}");

        Assert.AreEqual((archive.Images.Single().Digest, 2), (first.Image.Digest, first.Uploaded));
        Assert.AreEqual((0, 2, 0), (again.Uploaded, again.WasThere, again.Tags.Count));
        Assert.AreEqual((0, 2), (mounted.Uploaded, mounted.Mounted));
        using var back = ImageArchive.Open(folder["back"]);
        Assert.AreEqual(first.Image.Digest, back.Images.Single().Digest);
    }

    [TestMethod]
    public async Task What_I_push_is_pulled_by_docker_under_its_digest_and_runs()
    {
        await using var registry = await RealRegistry.StartAsync();
        using var client = Client.Create();
        using var archive = ImageArchive.Open(ProxiedImage.Busybox);

        var pushed = await new ArchivePusher(client).PushAsync(archive, registry.Reference("team/app"), ["v1"], new PushOptions(), default);
        string pinned = $"{registry.Host}/team/app@{pushed.Image.Digest}";
        var run = await RunAsync("docker", "run", "--rm", pinned, "echo", "it runs");
        await RunAsync("docker", "image", "rm", "--force", pinned);

        Assert.AreEqual("it runs", run.Trim());
    }

    [TestMethod]
    public async Task A_registry_with_a_password_is_read_by_whoever_knows_it()
    {
        await using var registry = await RealRegistry.StartWithPasswordAsync("me", Password);
        using var client = Client.Create(o => o with { Credentials = new FixedCredentials(RegistryCredential.Basic("me", Password)) });
        using var wrong = Client.Create(o => o with { Credentials = new FixedCredentials(RegistryCredential.Basic("me", "wrong-password")) });
        using var nobody = Client.Create();
        using var archive = ImageArchive.Open(ProxiedImage.Busybox);

        var pushed = await new ArchivePusher(client).PushAsync(archive, registry.Reference("app"), ["v1"], new PushOptions(), default);
        var found = await client.ResolveAsync(registry.Reference("app:v1"), default);

        Assert.AreEqual(pushed.Image.Digest, found.Digest);
        var refused = await Client.FailAsync(() => wrong.ResolveAsync(registry.Reference("app:v1"), default), DiagnosticCodes.AccessDenied);
        var missing = await Client.FailAsync(() => nobody.ResolveAsync(registry.Reference("app:v1"), default), DiagnosticCodes.AccessDenied);
        using var back = new TestFolder();
        await SkopeoAsync("copy", "--preserve-digests", "--src-tls-verify=false", $"--src-creds=me:{Password}", $"docker://{registry.Host}/app:v1", $"oci:{back["image"]}");
        using var read = ImageArchive.Open(back["image"]);
        Assert.AreEqual(pushed.Image.Digest, read.Images.Single().Digest);
        Assert.DoesNotContain("wrong-password", refused.ToString());
        Assert.Contains("docker login", missing.Message);
    }

    [TestMethod]
    public async Task A_registry_with_TLS_of_a_test_authority_and_tokens_is_read_and_written()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue("127.0.0.1");
        using var signer = new TestTokenSigner();
        await using var tokens = await TokenServer.StartAsync(certificate);
        tokens.Give = (context, _) => signer.GiveAsync(context);
        var folder = new TestFolder();
        using var key = certificate.GetRSAPrivateKey()!;
        string tls = $"  tls: {{ certificate: {folder.Write("tls.pem", certificate.ExportCertificatePem())}, key: {folder.Write("tls.key", key.ExportPkcs8PrivateKeyPem())} }}";
        string auth = $"auth:\n  token: {{ realm: \"{tokens.Realm}\", service: test, issuer: test, rootcertbundle: {folder.Write("signer.pem", signer.CertificatePem)} }}";
        await using var registry = await RealRegistry.StartAsync(folder, tls, auth);
        using var client = Client.Create(o => o with { TrustedAuthorities = [authority.Certificate], Credentials = new FixedCredentials(RegistryCredential.Basic("me", Password)) });
        using var archive = ImageArchive.Open(ProxiedImage.Busybox);

        var pushed = await new ArchivePusher(client).PushAsync(archive, registry.Reference("app"), ["v1", "v2"], new PushOptions(), default);
        using var remote = await RemoteImage.OpenAsync(client, registry.Reference("app:v2"), default);
        using var layer = remote.OpenBlob(remote.Images.Single().Layers[0].Blob);
        await layer.CopyToAsync(Stream.Null);

        Assert.AreEqual(pushed.Image.Digest, remote.Images.Single().Digest);
        Assert.HasCount(2, tokens.Requests, "one to push, one to pull");
        using var back = new TestFolder();
        back.Write("trust/ca.crt", authority.Certificate.ExportCertificatePem());
        await SkopeoAsync("copy", "--preserve-digests", $"--src-cert-dir={back["trust"]}", $"--src-creds=me:{Password}", $"docker://{registry.Host}/app:v1", $"oci:{back["image"]}");
        using var read = ImageArchive.Open(back["image"]);
        Assert.AreEqual(pushed.Image.Digest, read.Images.Single().Digest);
    }

    private static Task<string> SkopeoAsync(params string[] arguments) => RunAsync("skopeo", ["--insecure-policy", .. arguments]);

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        TestEngine.Variable("REPRO_TEST_REGISTRY");
        var result = await Cli.Wrap(program).WithArguments(arguments).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        Assert.AreEqual(0, result.ExitCode, result.StandardError);
        return result.StandardOutput;
    }
}
