using System.Text;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Registries;

namespace ReproBuild.Core.Tests.Registries;

[TestClass]
public sealed class CredentialSpecs
{
    private const string Secret = "hunter2-hunter2";
    private static readonly string Auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{Secret}"));

    [TestMethod]
    [DataRow("docker.io", "library/app", "https://index.docker.io/v1/")]
    [DataRow("docker.io", "library/app", "docker.io")]
    [DataRow("example.org:5000", "app", "example.org:5000")]
    [DataRow("example.org:5000", "app", "https://example.org:5000/v2/")]
    [DataRow("example.org", "team/app", "example.org/team")]
    [DataRow("example.org", "team/app", "example.org/team/app")]
    public async Task What_docker_login_and_podman_login_write_is_found(string registry, string repository, string key)
    {
        using var folder = new TestFolder();
        folder.Write("config.json", $$"""{"auths":{"{{key}}":{"auth":"{{Auth}}"},"other.example":{"auth":"!"},"x{{key}}":{"auth":"!"} } }""");

        var found = await Files(folder).FindAsync(registry, repository, default);

        Assert.AreEqual(("me", Secret), (found!.UserName, found.Password));
        Assert.IsNull(await Files(folder).FindAsync("elsewhere.example", repository, default));
        Assert.DoesNotContain(Secret, found.ToString());
    }

    [TestMethod]
    public async Task The_longest_part_of_a_repository_counts_and_the_first_file()
    {
        using var folder = new TestFolder();
        string other = Convert.ToBase64String("you:other-secret"u8);
        folder.Write("config.json", $$"""{"auths":{"example.org":{"auth":"{{other}}"},"example.org/team":{"auth":"{{Auth}}"} } }""");
        folder.Write("first.json", $$"""{"auths":{"second.example":{"identitytoken":"{{Secret}}","auth":"{{other}}"} } }""");
        var files = Files(folder, ("REGISTRY_AUTH_FILE", folder["first.json"]));

        var team = await files.FindAsync("example.org", "team/app", default);
        var all = await files.FindAsync("example.org", "app", default);
        var identity = await files.FindAsync("second.example", "app", default);

        Assert.AreEqual(("me", "you"), (team!.UserName, all!.UserName));
        Assert.AreEqual((Secret, null), (identity!.IdentityToken, identity.Password));
    }

    [TestMethod]
    public async Task A_helper_is_asked_through_pipes_and_before_the_file()
    {
        using var folder = new TestFolder();
        folder.WriteScript("bin/docker-credential-mine", $$"""echo "$@" > "$(dirname "$0")/arguments"; cat > "$(dirname "$0")/input"; printf '{"ServerURL":"x","Username":"helped","Secret":"{{Secret}}"}'""");
        folder.WriteScript("bin/docker-credential-store", """echo "credentials not found in native keychain"; exit 1""");
        folder.Write("config.json", $$"""{"credHelpers":{"docker.io":"mine"},"credsStore":"store","auths":{"example.org":{"auth":"{{Auth}}"} } }""");
        var files = Files(folder, ("PATH", folder["bin"] + ":/usr/bin:/bin"));

        var helped = await files.FindAsync("docker.io", "library/app", default);
        var stored = await files.FindAsync("example.org", "app", default);

        Assert.AreEqual("helped", helped!.UserName);
        Assert.AreEqual("me", stored!.UserName, "a helper that knows nothing leaves the file");
        Assert.AreEqual("https://index.docker.io/v1/", File.ReadAllText(folder["bin/input"]));
        Assert.AreEqual("get", File.ReadAllText(folder["bin/arguments"]).Trim());
    }

    [TestMethod]
    [DataRow("printf '{\"Username\":\"<token>\",\"Secret\":\"hunter2-hunter2\"}'", null)]
    [DataRow("echo hunter2-hunter2", "no JSON object")]
    [DataRow("echo '{\"Username\":\"hunter2-hunter2\"}'", "no JSON object")]
    [DataRow("echo hunter2-hunter2 >&2; echo hunter2-hunter2; exit 3", "exit code 3")]
    [DataRow("sleep 600", "gave no answer within")]
    public async Task A_helper_that_fails_is_told_without_its_words(string body, string? expected)
    {
        using var folder = new TestFolder();
        folder.WriteScript("bin/docker-credential-mine", body);
        folder.Write("config.json", """{"credsStore":"mine"}""");
        var files = Files(folder, ("PATH", folder["bin"] + ":/usr/bin:/bin"));
        if (expected is null)
        {
            Assert.AreEqual(Secret, (await files.FindAsync("example.org", "app", default))!.IdentityToken);
            return;
        }

        // Only the one that hangs is given no time.
        var error = await Client.FailAsync(() => (body.StartsWith("sleep", StringComparison.Ordinal) ? files.With(TimeSpan.FromMilliseconds(300)) : files).FindAsync("example.org", "app", default), DiagnosticCodes.CredentialsUnusable);

        Assert.Contains(expected, error.Message);
        Assert.Contains("docker-credential-mine", error.Message);
        Assert.DoesNotContain(Secret, error.ToString());
    }

    [TestMethod]
    public async Task A_helper_is_asked_once_by_all_who_wait_for_it_and_again_by_who_comes_later()
    {
        using var folder = new TestFolder();
        folder.WriteScript("bin/docker-credential-mine", $$"""echo asked >> "{{folder["asked"]}}"; while [ ! -e "{{folder["go"]}}" ]; do sleep 0.05; done; printf '{"Username":"me","Secret":"{{Secret}}"}'""");
        folder.Write("config.json", """{"credsStore":"mine"}""");
        var files = Files(folder, ("PATH", folder["bin"] + ":/usr/bin:/bin"));

        var all = Enumerable.Range(0, 10).Select(i => files.FindAsync("example.org", $"app{i}", default)).ToList();
        folder.Write("go", "");
        Assert.IsTrue((await Task.WhenAll(all)).All(found => found!.Password == Secret));
        Assert.HasCount(1, File.ReadAllLines(folder["asked"]));
        await files.FindAsync("example.org", "app", default);

        Assert.HasCount(2, File.ReadAllLines(folder["asked"]), "what it told may be old");
    }

    [TestMethod]
    public async Task A_helper_that_has_failed_is_not_asked_again_and_one_that_somebody_cancelled_is()
    {
        using var folder = new TestFolder();
        folder.WriteScript("bin/docker-credential-mine", $$"""[ -e "{{folder["go"]}}" ]; late=$?; echo asked >> "{{folder["asked"]}}"; [ $late = 0 ] || sleep 600; exit 3""");
        folder.Write("config.json", """{"credsStore":"mine"}""");
        var files = Files(folder, ("PATH", folder["bin"] + ":/usr/bin:/bin"));
        using var mine = new CancellationTokenSource();

        var cancelled = files.FindAsync("example.org", "app", mine.Token);
        var other = files.FindAsync("example.org", "other", default);
        while (!File.Exists(folder["asked"])) await Task.Delay(20);
        folder.Write("go", "");
        await mine.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => cancelled);
        await Client.FailAsync(() => other, DiagnosticCodes.CredentialsUnusable);
        await Client.FailAsync(() => files.FindAsync("example.org", "third", default), DiagnosticCodes.CredentialsUnusable);
        Assert.HasCount(2, File.ReadAllLines(folder["asked"]));
    }

    [TestMethod]
    [DataRow("missing")]
    [DataRow("../../bin/evil")]
    public async Task A_helper_that_is_missing_or_no_name_is_told(string name)
    {
        using var folder = new TestFolder();
        folder.Write("config.json", $$"""{"credsStore":"{{name}}"}""");

        var error = await Client.FailAsync(() => Files(folder).FindAsync("example.org", "app", default), DiagnosticCodes.CredentialsUnusable);

        Assert.Contains("PATH", error.Message);
        Assert.Contains(folder["config.json"], error.Message);
    }

    [TestMethod]
    [DataRow("{\"auths\":{\"example.org\":{\"auth\":\"hunter2-hunter2\"}}}")]
    [DataRow("{\"auths\":{\"example.org\":\"hunter2-hunter2\"}}")]
    [DataRow("{\"auths\": hunter2-hunter2")]
    [DataRow("[]")]
    public async Task A_file_that_cannot_be_read_is_told_and_not_quoted(string content)
    {
        using var folder = new TestFolder();
        folder.Write("config.json", content);

        var error = await Client.FailAsync(() => Files(folder).FindAsync("example.org", "app", default), DiagnosticCodes.CredentialsUnusable);

        Assert.Contains(folder["config.json"], error.Message);
        Assert.DoesNotContain(Secret, error.ToString());
    }

    [TestMethod]
    [DataRow("docker.io=https://me:hunter2-hunter2@mirror.example")]
    [DataRow("docker.io=me:hunter2-hunter2@mirror.example")]
    public void A_password_in_the_name_of_a_mirror_is_refused_and_not_repeated(string text)
    {
        var error = Assert.ThrowsExactly<ReproException>(() => RegistryMirrors.Parse(text, "REPRO_REGISTRY_MIRRORS"));

        Assert.AreEqual(DiagnosticCodes.BadProperty, error.Diagnostic.Code);
        Assert.DoesNotContain("hunter2", error.ToString());
        Assert.Contains("…@mirror.example", error.Message);
    }

    [TestMethod]
    public void Mirrors_are_read_and_what_is_none_is_refused()
    {
        var mirrors = RegistryMirrors.Parse("docker.io=localhost:5000; mcr.example=localhost:5000/prefix/deep;", "test").With("docker.io", "mirror.example", "item");

        CollectionAssert.AreEquivalent(new[] { "docker.io=mirror.example", "mcr.example=localhost:5000/prefix/deep" }, mirrors.All.Select(m => $"{m.Registry}={m.Location}").ToArray());
        foreach (string wrong in new[] { "docker.io", "=x.example", "docker.io=", "docker.io=http://x.example", "docker.io=x.example:tag", "docker.io=mirror", "docker.io/library=x.example", "docker.io=x.example/UPPER" })
        {
            var error = Assert.ThrowsExactly<ReproException>(() => RegistryMirrors.Parse(wrong, "REPRO_REGISTRY_MIRRORS"), wrong);
            Assert.AreEqual(DiagnosticCodes.BadProperty, error.Diagnostic.Code);
            Assert.Contains("REPRO_REGISTRY_MIRRORS", error.Message);
        }
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [DataRow("a pipe")]
    [DataRow("a socket")]
    [DataRow("a device")]
    [DataRow("a folder")]
    public async Task Credentials_that_are_no_file_are_refused_and_do_not_count_as_missing(string kind)
    {
        using var folder = new TestFolder();
        string path = SpecialFile.Put(folder, "config.json", kind);

        var error = await SpecialFile.RefusedAsync(() => Files(folder).FindAsync("example.org", "app", default).GetAwaiter().GetResult());

        Assert.AreEqual(DiagnosticCodes.CredentialsUnusable, error.Code);
        Assert.Contains($"\"{path}\" cannot be read: It is {kind}, not a file.", error.Message);
    }

    private static CredentialFiles Files(TestFolder folder, params (string Name, string Value)[] variables) =>
        CredentialFiles.Find(name => name == "DOCKER_CONFIG" ? folder.Path : variables.FirstOrDefault(v => v.Name == name).Value);
}
