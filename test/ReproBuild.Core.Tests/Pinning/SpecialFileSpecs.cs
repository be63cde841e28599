using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Pinning;

namespace ReproBuild.Core.Tests.Pinning;

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
    public async Task A_lock_file_that_is_no_file_is_refused_and_does_not_count_as_missing(string kind)
    {
        string path = SpecialFile.Put(folder, "repro.lock.json", kind);

        var read = await SpecialFile.RefusedAsync(() => LockFile.Load(path));
        var pinned = await SpecialFile.RefusedAsync(() => Pin(BaseImagePinnerSpecs.Project(folder, "FROM golang:latest\n"), () => { }));

        foreach (var error in new[] { read, pinned })
        {
            Assert.AreEqual((DiagnosticCodes.UnreadableInput, path), (error.Code, error.File));
            Assert.Contains($"It is {kind}, not a file.", error.Message);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public async Task Pinning_refuses_a_Dockerfile_that_is_no_file_as_every_reader_of_it_does(string kind)
    {
        var request = BaseImagePinnerSpecs.Project(folder, "");
        SpecialFile.Put(folder, "Dockerfile", kind);

        var error = await SpecialFile.RefusedAsync(() => Pin(request, () => { }));

        Assert.AreEqual((DiagnosticCodes.DockerfileInvalid, request.DockerfilePath), (error.Code, error.File));
        Assert.Contains($"It is {kind}, not a file.", error.Message);
    }

    [TestMethod]
    [DataRow("Dockerfile", "a pipe")]
    [DataRow("Dockerfile", "a folder")]
    [DataRow("repro.lock.json", "a pipe")]
    [DataRow("repro.lock.json", "a folder")]
    public async Task What_stops_being_a_file_while_images_are_looked_up_is_told_as_a_change(string name, string kind)
    {
        var request = BaseImagePinnerSpecs.Project(folder, "FROM golang:latest\n");

        var error = await SpecialFile.RefusedAsync(() => Pin(request, () => SpecialFile.Put(folder, name, kind)));

        Assert.AreEqual((DiagnosticCodes.ChangedMeanwhile, folder[name]), (error.Code, error.File));
        Assert.IsEmpty(Directory.GetFiles(folder.Path, "*.partial"));
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public async Task A_project_that_is_no_file_costs_the_line_of_its_base_image_and_nothing_else(string kind)
    {
        string project = SpecialFile.Put(folder, "app.csproj", kind);

        var use = await SpecialFile.ReadAsync(() => SdkBaseImage.Find("a:1", project, isInferred: false));

        Assert.AreEqual(project, use.File);
        Assert.IsNull(use.Literal);
    }

    private PinReport Pin(PinRequest request, Action meanwhile) =>
        new BaseImagePinner(new PinFileSafetySpecs.Interrupted(new FakeResolver().Has("golang:latest", "go"), meanwhile))
            .RunAsync(request, TestContext.CancellationToken).GetAwaiter().GetResult();
}
