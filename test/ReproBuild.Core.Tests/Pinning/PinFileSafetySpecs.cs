using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Pinning;

namespace ReproBuild.Core.Tests.Pinning;

[TestClass]
public sealed class PinFileSafetySpecs
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task A_Dockerfile_that_someone_changes_meanwhile_is_not_written_and_neither_is_the_lock_file()
    {
        using var folder = new TestFolder();
        var request = BaseImagePinnerSpecs.Project(folder, "FROM golang:latest\n");

        var error = await FailsAsync(request, () => File.AppendAllText(request.DockerfilePath!, "RUN x\n"));

        Assert.AreEqual("REPRO2009", error.Code);
        Assert.AreEqual("FROM golang:latest\nRUN x\n", File.ReadAllText(request.DockerfilePath!));
        Assert.HasCount(1, Directory.GetFiles(folder.Path));
    }

    [TestMethod]
    public async Task A_lock_file_that_appears_meanwhile_is_not_overwritten()
    {
        using var folder = new TestFolder();
        var request = BaseImagePinnerSpecs.Project(folder, "FROM golang:latest\n");

        var error = await FailsAsync(request, () => File.WriteAllText(request.LockFilePath, "theirs"));

        Assert.AreEqual("REPRO2009", error.Code);
        Assert.AreEqual("theirs", File.ReadAllText(request.LockFilePath));
        Assert.AreEqual("FROM golang:latest\n", File.ReadAllText(request.DockerfilePath!));
    }

    [TestMethod]
    public async Task A_link_that_leads_out_of_the_project_is_not_followed()
    {
        using var folder = new TestFolder();
        using var elsewhere = new TestFolder();
        var request = BaseImagePinnerSpecs.Project(folder, "");
        elsewhere.Write("sub/Dockerfile", "FROM golang:latest\n");
        File.Delete(request.DockerfilePath!);
        Directory.CreateSymbolicLink(folder["inside"], elsewhere.Path);
        File.CreateSymbolicLink(request.DockerfilePath!, "inside/sub/Dockerfile");

        var error = await FailsAsync(request, () => { });

        Assert.AreEqual("REPRO2019", error.Code);
        Assert.AreEqual("FROM golang:latest\n", File.ReadAllText(elsewhere["sub/Dockerfile"]));
    }

    [TestMethod]
    public async Task A_link_within_the_project_stays_a_link_and_its_mode_stays()
    {
        using var folder = new TestFolder();
        var request = BaseImagePinnerSpecs.Project(folder, "");
        File.Delete(request.DockerfilePath!);
        string real = folder.Write("docker/Dockerfile", "FROM golang:latest\n");
        File.SetUnixFileMode(real, (UnixFileMode)0b110_110_000);
        File.CreateSymbolicLink(request.DockerfilePath!, "docker/Dockerfile");

        await RunAsync(request, () => { });

        Assert.IsNotNull(new FileInfo(request.DockerfilePath!).LinkTarget);
        StringAssert.Contains(File.ReadAllText(real), "@sha256:");
        Assert.AreEqual((UnixFileMode)0b110_110_000, File.GetUnixFileMode(real));
    }

    [TestMethod]
    public async Task A_folder_and_what_is_not_UTF_8_are_REPRO3002()
    {
        using var folder = new TestFolder();
        var request = BaseImagePinnerSpecs.Project(folder, "");

        folder.Write("Dockerfile", [.. "FROM golang:latest\n# "u8, 0xE9, (byte)'\n']);
        Assert.AreEqual(("REPRO3002", 2), (await FailsAsync(request, () => { })) is var bad ? (bad.Code, bad.Line) : default);
        File.Delete(request.DockerfilePath!);
        Directory.CreateDirectory(request.DockerfilePath!);
        Assert.AreEqual("REPRO3002", (await FailsAsync(request, () => { })).Code);
    }

    private async Task<Diagnostic> FailsAsync(PinRequest request, Action meanwhile) =>
        (await Assert.ThrowsExactlyAsync<ReproException>(() => RunAsync(request, meanwhile))).Diagnostic;

    private Task<PinReport> RunAsync(PinRequest request, Action meanwhile) =>
        new BaseImagePinner(new Interrupted(new FakeResolver().Has("golang:latest", "go"), meanwhile)).RunAsync(request, TestContext.CancellationToken);

    /// <summary>Does something while the registry is asked.</summary>
    internal sealed class Interrupted(IImageResolver inner, Action meanwhile) : IImageResolver
    {
        public Task<Answer> FindAsync(ImageReference reference, CancellationToken cancellationToken) => inner.FindAsync(reference, cancellationToken);

        public Task<Resolution> ResolveAsync(ImageReference reference, CancellationToken cancellationToken)
        {
            meanwhile();
            return inner.ResolveAsync(reference, cancellationToken);
        }

        public Task<IReadOnlyList<string>> TriggersAsync(ImageReference reference, ResolvedImage image, Platform platform, CancellationToken cancellationToken) =>
            inner.TriggersAsync(reference, image, platform, cancellationToken);
    }
}
