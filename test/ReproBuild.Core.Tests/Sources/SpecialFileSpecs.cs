using ReproBuild.Building;
using ReproBuild.Building.Dotnet;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Sources;

namespace ReproBuild.Core.Tests.Sources;

[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class SpecialFileSpecs : IDisposable
{
    private readonly TestFolder folder = new();

    public TestContext TestContext { get; set; } = null!;

    public static IEnumerable<string> Kinds => SpecialFile.Kinds;

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public async Task A_build_of_a_Dockerfile_that_is_no_file_does_not_begin(string kind)
    {
        string dockerfile = SpecialFile.Put(folder, "Dockerfile", kind);

        var error = await SpecialFile.RefusedAsync(() => Seal(new BuildPlan
        {
            ProjectDirectory = folder.Path,
            OutputDirectory = folder["out"],
            Epoch = 1,
            DockerfilePath = dockerfile,
        }));

        Assert.AreEqual((DiagnosticCodes.DockerfileInvalid, dockerfile), (error.Code, error.File));
        Assert.Contains($"It is {kind}, not a file.", error.Message);
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public async Task Settings_of_NuGet_that_are_no_file_are_named(string kind)
    {
        string settings = SpecialFile.Put(folder, "NuGet.config", kind);

        var error = await SpecialFile.RefusedAsync(() => Anchor(settings));

        Assert.AreEqual((DiagnosticCodes.UnreadableInput, settings), (error.Code, error.File));
        Assert.Contains($"It is {kind}, not a file.", error.Message);
    }

    [TestMethod]
    [DataRow("a pipe")]
    [DataRow("a socket")]
    public async Task A_tracked_file_that_was_replaced_by_no_file_is_not_built_as_an_empty_one(string kind)
    {
        using var repository = new TestRepository();
        repository.Write("app.conf");
        repository.Commit();
        SpecialFile.Put(repository.Around, "repository/app.conf", kind);

        var error = await SpecialFile.RefusedAsync(() => Seal(repository.Root, repository.Around["sealed"]));

        Assert.AreEqual(DiagnosticCodes.UnreadableInput, error.Code);
        Assert.Contains(repository["app.conf"], error.Message);
        Assert.Contains($"It is {kind}, not a file.", error.Message);
    }

    [TestMethod]
    public async Task Outside_of_git_pipes_and_sockets_are_left_out_as_git_leaves_them_out()
    {
        folder.Write("project/a.txt", "a");
        folder.Write("project/empty.txt", "");
        SpecialFile.Put(folder, "project/pipe", "a pipe");
        SpecialFile.Put(folder, "project/deep/socket", "a socket");
        File.CreateSymbolicLink(folder["project/link"], "pipe");

        var context = await SpecialFile.ReadAsync(() => Seal(folder["project"], folder["sealed"]));

        string[] expected = ["a.txt", "empty.txt", "link"];
        CollectionAssert.AreEqual(expected, Directory.GetFileSystemEntries(context.Directory).Select(e => Path.GetFileName(e)!).Order(StringComparer.Ordinal).ToArray());
        CollectionAssert.AreEqual(expected, FolderFiles.List(folder["project"], folder["out"]).Select(f => f.Path).ToArray());
    }

    private SealedBuild Seal(BuildPlan plan) =>
        SealedBuild.SealAsync(TestRepository.Git, plan, folder["work"], new ListLog(), TestContext.CancellationToken).GetAwaiter().GetResult();

    private SealedContext Seal(string context, string destination) =>
        SealedContext.SealAsync(TestRepository.Git, context, destination, 1, "/nowhere", _ => false, TestContext.CancellationToken).GetAwaiter().GetResult();

    private string Anchor(string settings)
    {
        NuGetSettings.Anchor(settings, folder["staged.config"]);
        return settings;
    }
}
