using System.Globalization;
using System.Security.Cryptography;
using CliWrap;
using CliWrap.Buffered;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Package;

/// <summary>Every type of project in every publish mode, built by two users in two folders. Takes the better part of an hour: <c>./build/test.sh --matrix</c>.</summary>
/// <remarks>Some cells alone: <c>ReproBuild.Sdk.Tests --filter 'TestCategory=Matrix&amp;Name~mvc'</c>.</remarks>
[TestClass]
public sealed class PublishMatrixTests
{
    private static readonly string[] Templates =
        ["console", "worker", "web", "webapi", "grpc", "webapp", "mvc", "blazor", "blazor --interactivity WebAssembly"];

    private static readonly Dictionary<string, string> Modes = new()
    {
        ["framework-dependent"] = "",
        ["self-contained"] = "<SelfContained>true</SelfContained>",
        ["single-file"] = "<SelfContained>true</SelfContained><PublishSingleFile>true</PublishSingleFile>",
        ["trimmed"] = "<SelfContained>true</SelfContained><PublishTrimmed>true</PublishTrimmed>",
        ["ReadyToRun"] = "<SelfContained>false</SelfContained><PublishReadyToRun>true</PublishReadyToRun>",
        ["native"] = "<PublishAot>true</PublishAot>",
    };

    // What ASP.NET supports of native AOT; the mode is a project property of its own.
    private static readonly string[] NativeTemplates = ["console", "worker", "web", "webapiaot", "grpc"];

    public TestContext TestContext { get; set; } = null!;

    private static IEnumerable<object[]> Matrix =>
        [.. from template in Templates from mode in Modes.Keys where mode != "native" select new object[] { template, mode },
         .. from template in NativeTemplates select new object[] { template, "native" }];

    // git decides about stamps alone: one mode of each type tells, and every mode of the one that is hardest.
    private static IEnumerable<object[]> OutsideGit =>
        Matrix.Where(cell => cell is [_, "framework-dependent"] or ["webapp", _] or ["console", "native"]);

    [TestMethod]
    [TestCategory("Matrix")]
    [DynamicData(nameof(Matrix))]
    public async Task Two_users_publish_one_archive_from_two_clones(string template, string mode)
    {
        using var folder = new TestFolder();
        string first = await NewRepositoryAsync(folder, template, Modes[mode]);
        string second = Path.Combine(folder.Path, "a-folder-of-another-length", "clone");
        await RunAsync(folder.Path, "git", "clone", "-q", first, second);

        string one = await PublishAsync(first, folder, 1, epoch: null);
        string two = await PublishAsync(second, folder, 2, epoch: null);

        AssertOne(one, two);
    }

    [TestMethod]
    [TestCategory("Matrix")]
    [DynamicData(nameof(OutsideGit))]
    public async Task Outside_git_two_copies_of_a_folder_give_one_archive(string template, string mode)
    {
        using var folder = new TestFolder();
        string first = await NewRepositoryAsync(folder, template, Modes[mode]);
        Directory.Delete(Path.Combine(first, ".git"), recursive: true);
        string second = Path.Combine(folder.Path, "a-folder-of-another-length", "copy");
        await RunAsync(folder.Path, "sh", "-c", $"mkdir -p '{second}' && cp -r '{first}/.' '{second}'");

        string one = await PublishAsync(first, folder, 1, epoch: 1700000000);
        string two = await PublishAsync(second, folder, 2, epoch: 1700000000);

        AssertOne(one, two);
    }

    // "App" is the name of a component in Blazor's templates.
    private static async Task<string> NewRepositoryAsync(TestFolder folder, string template, string properties)
    {
        string root = Directory.CreateDirectory(Path.Combine(folder.Path, "one")).FullName;
        await RunAsync(folder.Path, "dotnet", ["new", .. template.Split(' '), "-n", "Shop", "-o", Path.Combine(root, "Shop"), "--no-restore"]);
        string project = Directory.EnumerateFiles(root, "*.csproj", SearchOption.AllDirectories).Single(p => Path.GetFileName(p) == "Shop.csproj");
        string text = await File.ReadAllTextAsync(project);
        int end = text.IndexOf('>', StringComparison.Ordinal) + 1;
        await File.WriteAllTextAsync(project, text[..end] + "<Sdk Name=\"ReproBuild.Sdk\" Version=\"" + PackedSdk.Version + "\" />"
            + "<PropertyGroup><RuntimeIdentifier>linux-x64</RuntimeIdentifier>" + (properties.Length == 0 ? "<SelfContained>false</SelfContained>" : properties)
            + "</PropertyGroup>" + text[end..]);
        await File.WriteAllTextAsync(Path.Combine(root, "NuGet.config"),
            $"<configuration><packageSources><add key=\"reprobuild-test\" value=\"{PackedSdk.Feed}\" /></packageSources></configuration>");
        await File.WriteAllTextAsync(Path.Combine(root, ".gitignore"), "bin/\nobj/\nartifacts/\n");
        await RunAsync(root, "git", "init", "-q");
        await RunAsync(root, "git", "add", "-A");
        await RunAsync(root, "git", "-c", "user.name=t", "-c", "user.email=t@t.example", "commit", "-q", "-m", "one");
        return root;
    }

    // The second user has another home, time zone, language, umask, folder for temporary files and package folder, and asks for
    // the archive alone, where `dotnet publish` would also publish in place: what it makes there must not matter.
    private async Task<string> PublishAsync(string root, TestFolder folder, int user, long? epoch)
    {
        string archive = Path.Combine(folder.Path, $"{user}.tar");
        string project = Directory.EnumerateFiles(root, "Shop.csproj", SearchOption.AllDirectories).Single();
        var environment = new Dictionary<string, string?>
        {
            ["NUGET_PACKAGES"] = PackedSdk.Packages,
            ["MSBuildSDKsPath"] = null,
            ["MSBuildExtensionsPath"] = null,
            ["CI"] = null,
            ["SOURCE_DATE_EPOCH"] = epoch?.ToString(CultureInfo.InvariantCulture),
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        };
        if (user == 2) SecondUser(folder, environment);
        var publish = Cli.Wrap("sh")
            .WithArguments(["-c", "umask \"$1\"; shift; exec \"$@\"", "sh", user == 1 ? "022" : "077",
                "dotnet", .. user == 1 ? new[] { "publish" } : ["build", "-c", "Release"], project, "-t:PublishContainer", "-p:ContainerBaseImage=scratch", $"-p:ContainerArchiveOutputPath={archive}",
                "-nologo", "-nodeReuse:false", "-tl:off"])
            .WithWorkingDirectory(Path.GetDirectoryName(project)!)
            .WithEnvironmentVariables(environment)
            .WithValidation(CommandResultValidation.None);
        var result = await publish.ExecuteBufferedAsync(TestContext.CancellationToken);
        Assert.AreEqual(0, result.ExitCode, result.StandardOutput + result.StandardError);
        return archive;
    }

    private static void SecondUser(TestFolder folder, Dictionary<string, string?> environment)
    {
        string home = Directory.CreateDirectory(Path.Combine(folder.Path, "home-of-another")).FullName;
        string settings = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "NuGet");
        Directory.CreateDirectory(Path.Combine(home, ".nuget"));
        if (Directory.Exists(settings)) Directory.CreateSymbolicLink(Path.Combine(home, ".nuget", "NuGet"), settings);
        string packages = Path.Combine(home, "packages");
        Directory.CreateSymbolicLink(packages, PackedSdk.Packages);
        (environment["HOME"], environment["DOTNET_CLI_HOME"], environment["NUGET_PACKAGES"]) = (home, home, packages);
        (environment["TZ"], environment["LANG"], environment["LC_ALL"]) = ("Asia/Kathmandu", "tr_TR.UTF-8", "tr_TR.UTF-8");
        environment["TMPDIR"] = Directory.CreateDirectory(Path.Combine(home, "tmp")).FullName;
        environment["XDG_CACHE_HOME"] = Path.Combine(home, "cache");
    }

    private static async Task RunAsync(string directory, string program, params string[] arguments)
    {
        var result = await Cli.Wrap(program).WithArguments(arguments).WithWorkingDirectory(directory)
            .WithEnvironmentVariables(e => e.Set("MSBuildSDKsPath", null).Set("MSBuildExtensionsPath", null))
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        Assert.AreEqual(0, result.ExitCode, $"{program} {string.Join(' ', arguments)}: {result.StandardOutput}{result.StandardError}");
    }

    // What differs is kept: the folder of the test goes, and a difference that comes once in many runs must not go with it.
    private static void AssertOne(string one, string two)
    {
        if (Hash(one) == Hash(two)) return;
        string kept = Directory.CreateDirectory(Path.Combine(PackedSdk.Repository, "artifacts", "matrix", Path.GetRandomFileName())).FullName;
        foreach (string archive in (string[])[one, two]) File.Copy(archive, Path.Combine(kept, Path.GetFileName(archive)));
        Assert.Fail($"The two archives differ; both are kept. Type: reprobuild diff {Path.Combine(kept, "1.tar")} {Path.Combine(kept, "2.tar")}");
    }

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
