using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using ReproBuild.Sdk.Tests.Infra;
using ReproBuild.Sdk.Tests.Registries;

namespace ReproBuild.Sdk.Tests.Publishing;

/// <summary>Publishing to a real registry that knows its users.</summary>
[TestClass]
public sealed class CredentialTests
{
    private const string Password = "secret-of-the-publisher";

    [TestMethod]
    [DataRow(true, DisplayName = "a file of docker login or podman login")]
    [DataRow(false, DisplayName = "variables of the .NET SDK")]
    public async Task Who_is_logged_in_pushes_and_the_password_is_in_no_log(bool file)
    {
        await using var registry = await RealRegistry.StartWithPasswordAsync("me", Password);
        using var project = PushTests.Project();
        if (file) project.Environment["REGISTRY_AUTH_FILE"] = LoginFile(project, registry, Password);
        else (project.Environment["SDK_CONTAINER_REGISTRY_UNAME"], project.Environment["SDK_CONTAINER_REGISTRY_PWORD"]) = ("me", Password);

        var run = await PublishAsync(project, registry);

        run.Succeeded().Says("Published: ");
        AssertSilent(project, run, Password);
    }

    [TestMethod]
    public async Task Who_is_not_logged_in_or_has_another_password_is_told_so_before_anything_is_built()
    {
        await using var registry = await RealRegistry.StartWithPasswordAsync("me", Password);
        using var project = PushTests.Project();
        project.Environment["REGISTRY_AUTH_FILE"] = project["nobody.json"];

        var nobody = await PublishAsync(project, registry);
        project.Environment["REGISTRY_AUTH_FILE"] = LoginFile(project, registry, "another-password");
        var wrong = await PublishAsync(project, registry);

        nobody.FailedWith("error REPRO6032").Says("docker login").DoesNotSay("begins");
        wrong.FailedWith("error REPRO6032").Says("docker login").DoesNotSay("begins");
        AssertSilent(project, wrong, "another-password");
    }

    private static string LoginFile(TestProject project, RealRegistry registry, string password)
    {
        string path = Path.Combine(Path.GetDirectoryName(project.Root)!, "auth.json");
        File.WriteAllText(path, new JsonObject { ["auths"] = new JsonObject { [$"localhost:{registry.Host.Split(':')[1]}"] = new JsonObject { ["auth"] = Encoded(password) } } }.ToJsonString());
        return path;
    }

    private static Task<DotnetRun> PublishAsync(TestProject project, RealRegistry registry) =>
        project.RunAsync("publish", "-t:PublishContainer", $"-p:ContainerRegistry=localhost:{registry.Host.Split(':')[1]}", "-bl:artifacts/build.binlog", "-v:diagnostic");

    // MSBuild itself puts variables that begin with DOTNET_ into both, whatever they hold; docs/publishing.md warns of it.
    // The loudest log, and the binary one, which is gzip.
    private static void AssertSilent(TestProject project, DotnetRun run, string password)
    {
        using var file = new GZipStream(File.OpenRead(project["artifacts/build.binlog"]), CompressionMode.Decompress);
        using var log = new MemoryStream();
        file.CopyTo(log);
        foreach (string secret in new[] { password, Encoded(password) })
        {
            run.DoesNotSay(secret);
            Assert.AreEqual(-1, log.GetBuffer().AsSpan(0, (int)log.Length).IndexOf(Encoding.UTF8.GetBytes(secret)));
        }
        Assert.AreNotEqual(-1, log.GetBuffer().AsSpan(0, (int)log.Length).IndexOf("ContainerRegistry"u8), "the log can be read");
    }

    private static string Encoded(string password) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{password}"));
}
