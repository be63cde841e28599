using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Registries;
using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Registries;

/// <summary>What opens a registry goes to that registry and nowhere else.</summary>
[TestClass]
public sealed class SecretTests
{
    private const string Password = "hunter2-of-the-test";
    private static readonly string Basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{Password}"));

    [TestMethod]
    [DataRow("printf '{\"Username\":\"me\",\"Secret\":\"hunter2-of-the-test\"}'", null)]
    [DataRow("echo hunter2-of-the-test", "no JSON object")]
    [DataRow("echo hunter2-of-the-test >&2; exit 7", "exit code 7")]
    [DataRow(null, "not in the folders of PATH")]
    public async Task A_helper_program_lets_me_in_or_is_told_by_its_name_without_its_words(string? script, string? fault)
    {
        await using var registry = await RealRegistry.StartWithPasswordAsync("me", Password);
        await PushAsync(registry, new FixedCredentials(RegistryCredential.Basic("me", Password)));
        await using var proxy = await FaultyProxy.StartAsync(registry);
        using var folder = new TestFolder();
        folder.Write("config.json", $$"""{"credHelpers":{"{{proxy.Host}}":"mine"} }""");
        if (script is not null) folder.WriteScript("bin/docker-credential-mine", script);
        string path = folder["bin"] + ":/usr/bin:/bin";
        using var client = Client.Create(o => o with { Credentials = CredentialFiles.Find(name => name switch { "DOCKER_CONFIG" => folder.Path, "PATH" => path, _ => null }) });

        if (fault is null)
        {
            await client.ResolveAsync(proxy.Reference("app:v1"), default);
            Assert.IsTrue(proxy.Authorizations.Any(a => a.Authorization == $"Basic {Basic}"));
            return;
        }

        var error = await Client.FailAsync(() => client.ResolveAsync(proxy.Reference("app:v1"), default), DiagnosticCodes.CredentialsUnusable);

        Assert.Contains("docker-credential-mine", error.Message);
        Assert.Contains(folder["config.json"], error.Message);
        Assert.Contains(fault, error.Message);
        Assert.DoesNotContain("hunter2", error.ToString());
        Assert.IsTrue(proxy.Authorizations.All(a => a.Authorization is null));
    }

    [TestMethod]
    public async Task A_verification_on_a_base_of_a_registry_with_a_password_writes_it_into_no_log_and_no_file()
    {
        await using var registry = await RealRegistry.StartWithPasswordAsync("me", Password);
        await PushAsync(registry, new FixedCredentials(RegistryCredential.Basic("me", Password)));
        using var project = Project(registry, $$"""{"auths":{"{{registry.Host}}":{"auth":"{{Basic}}"} } }""");

        var pin = await project.RunAsync("build", "-t:PinBaseImages", "-bl:artifacts/pin.binlog", "-v:diag");
        project.Commit();
        var verify = await project.RunAsync("build", "-t:VerifyReproducible", "-bl:artifacts/verify.binlog", "-v:diag");

        pin.Succeeded().Says("Written: repro.lock.json");
        verify.Succeeded().Says("Verdict:  Reproducible (dotnet)");
        NoneOf([Password, Basic], pin, verify, project);
    }

    [TestMethod]
    public async Task A_password_that_is_refused_is_not_told_either()
    {
        await using var registry = await RealRegistry.StartWithPasswordAsync("me", "another-password");
        using var project = Project(registry, $$"""{"auths":{"{{registry.Host}}":{"auth":"{{Basic}}"} } }""");

        var pin = await project.RunAsync("build", "-t:PinBaseImages", "-bl:artifacts/pin.binlog", "-v:diag");

        pin.FailedWith("error REPRO2008").Says($"docker login {registry.Host}");
        NoneOf([Password, Basic], pin, pin, project);
    }

    // Both wait at once, beside the tests of other classes.
    [TestMethod]
    public async Task A_helper_program_that_hangs_is_ended_with_all_that_it_started_and_told_when_I_pin_and_when_I_push()
    {
        await using var registry = await RealRegistry.StartWithPasswordAsync("me", Password);
        await PushAsync(registry, new FixedCredentials(RegistryCredential.Basic("me", Password)));
        string server = $"localhost:{registry.Host.Split(':')[1]}", login = $$"""{"credHelpers":{"{{registry.Host}}":"slow","{{server}}":"slow"} }""";
        using var pinned = Project(registry, login);
        using var pushed = Project(registry, login);
        using var folder = new TestFolder();
        folder.WriteScript("bin/docker-credential-slow", $"echo {Password} | tee /dev/stderr\nsleep 600 &\necho $$ $! >> {folder["started"]}\nwait");
        foreach (var project in new[] { pinned, pushed }) project.Environment["PATH"] = $"{folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}";
        var began = Stopwatch.StartNew();

        var runs = await Task.WhenAll(
            pinned.RunAsync("build", "-t:PinBaseImages", "-bl:artifacts/pin.binlog", "-v:diag"),
            pushed.RunAsync("publish", "-t:PublishContainer", $"-p:ContainerRegistry={server}", "-bl:artifacts/push.binlog", "-v:diag"));

        foreach (var run in runs) run.FailedWith("error REPRO").Says("docker-credential-slow").Says("gave no answer within 30 s and was ended");
        runs[0].Says("error REPRO2008").DoesNotSay("Written:");
        runs[1].Says("error REPRO6036").DoesNotSay("begins");
        Assert.IsLessThan(TimeSpan.FromMinutes(2), began.Elapsed, "far from the ten minutes that the helper takes");
        int[] processes = [.. File.ReadAllText(folder["started"]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
        Assert.HasCount(4, processes, "each has asked once");
        // What has ended is listed until its new parent has asked how.
        for (int i = 0; i < 100 && processes.Any(Exists); i++) await Task.Delay(100);
        Assert.IsEmpty(processes.Where(Exists));
        NoneOf([Password, Basic], runs[0], runs[1], pinned);
        NoneOf([Password, Basic], runs[0], runs[1], pushed);
    }

    [TestMethod]
    [DataRow("\"auth\":\"{0}\"")]
    [DataRow("\"identitytoken\":\"hunter2-of-the-test\"")]
    public async Task Neither_tokens_nor_what_they_are_exchanged_for_reach_a_binary_log(string entry)
    {
        using var signer = new TestTokenSigner();
        await using var tokens = await TokenServer.StartAsync();
        // A server that knows no POST: an identity token goes to it as a password does.
        tokens.Give = (context, _) =>
        {
            if (HttpMethods.IsGet(context.Request.Method)) return signer.GiveAsync(context);
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        };
        var folder = new TestFolder();
        await using var registry = await RealRegistry.StartAsync(
            folder, rest: $"auth:\n  token: {{ realm: \"{tokens.Realm}\", service: test, issuer: test, rootcertbundle: {folder.Write("signer.pem", signer.CertificatePem)} }}");
        await PushAsync(registry, new FixedCredentials(RegistryCredential.Basic("me", Password)));
        using var project = Project(registry, $$"""{"auths":{"{{registry.Host}}":{{{entry.Replace("{0}", Basic, StringComparison.Ordinal)}}} } }""");

        var pin = await project.RunAsync("build", "-t:PinBaseImages", "-bl:artifacts/pin.binlog", "-v:diag");

        pin.Succeeded().Says("Written: repro.lock.json");
        Assert.IsGreaterThan(1, signer.Given.Count, "one to push, one to pin");
        NoneOf([Password, Basic, .. signer.Given, .. signer.Given.Select(t => t[^40..])], pin, pin, project);
    }

    private static bool Exists(int process) => Directory.Exists($"/proc/{process}");

    // In the log at its most talkative, in everything that was written, and in the binary logs, which are compressed.
    private static void NoneOf(string[] secrets, DotnetRun first, DotnetRun second, TestProject project)
    {
        var files = Directory.EnumerateFiles(project.Root, "*", SearchOption.AllDirectories).ToArray();
        Assert.IsTrue(files.Any(f => f.EndsWith(".binlog", StringComparison.Ordinal)));
        foreach (string secret in secrets)
        {
            first.DoesNotSay(secret);
            second.DoesNotSay(secret);
            byte[] bytes = Encoding.UTF8.GetBytes(secret);
            foreach (string file in files) Assert.IsLessThan(0, Content(file).AsSpan().IndexOf(bytes), $"{file} holds a secret");
        }
    }

    private static byte[] Content(string file)
    {
        if (!file.EndsWith(".binlog", StringComparison.Ordinal)) return File.ReadAllBytes(file);
        using var inflated = new MemoryStream();
        using (var gzip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress)) gzip.CopyTo(inflated);
        byte[] bytes = inflated.ToArray();
        // That it really is a log in which things can be found.
        Assert.IsGreaterThan(0, bytes.AsSpan().IndexOf("app.csproj"u8));
        return bytes;
    }

    private static TestProject Project(RealRegistry registry, string credentials)
    {
        var project = TestProject.NewConsole();
        project.Write("app.csproj", TestProject.Console.Replace(
            "</PropertyGroup>", $"<ContainerBaseImage>{registry.Host}/app:v1</ContainerBaseImage></PropertyGroup>", StringComparison.Ordinal)).Commit();
        // Beside the project, as a user's own file is.
        string file = Path.Combine(registry.Folder, "login.json");
        File.WriteAllText(file, credentials);
        project.Environment["REGISTRY_AUTH_FILE"] = file;
        return project;
    }

    private static async Task PushAsync(RealRegistry registry, ICredentialSource credentials)
    {
        using var client = Client.Create(o => o with { Credentials = credentials });
        using var archive = ImageArchive.Open(ProxiedImage.Busybox);
        await new ArchivePusher(client).PushAsync(archive, registry.Reference("app"), ["v1"], new PushOptions(), default);
    }
}
