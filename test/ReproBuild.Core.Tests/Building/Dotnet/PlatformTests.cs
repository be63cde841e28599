using ReproBuild.Archives;
using ReproBuild.Building;
using ReproBuild.Building.Dotnet;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Registries;
using ReproBuild.Sources;

namespace ReproBuild.Core.Tests.Building.Dotnet;

[TestClass]
public sealed class PlatformTests
{
    private static readonly TestImage Amd = new(TestLayer.Gzip(new TarBuilder().File("a", "amd64").Build()));
    private static readonly TestImage Arm = new(TestLayer.Gzip(new TarBuilder().File("a", "arm64").Build())) { Architecture = "arm64" };

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("linux-x64", "linux/amd64")]
    [DataRow("linux-musl-arm64", "linux/arm64")]
    [DataRow("linux-arm", "linux/arm")]
    [DataRow("win-x86", "windows/386")]
    [DataRow("linux-loongarch64", "linux/loong64")]
    [DataRow("linux", null)]
    [DataRow("osx-arm64", null)]
    [DataRow("linux-pdp11", null)]
    public void A_runtime_identifier_is_a_platform(string runtime, string? platform) => Assert.AreEqual(platform, RuntimePlatform.Of(runtime)?.ToString());

    [TestMethod]
    public void Archives_of_one_platform_each_become_one_index_that_says_which_is_which()
    {
        using var folder = new TestFolder();
        string[] archives = [OciArchiveBuilder.Of(Amd).Write(folder, "linux-x64.tar"), OciArchiveBuilder.Of(Arm with { Variant = "v8" }).Write(folder, "linux-arm64.tar")];

        PlatformIndex.Write(archives, folder["one.tar"], 1, CancellationToken.None);
        PlatformIndex.Write(archives, folder["two.tar"], 1, CancellationToken.None);

        CollectionAssert.AreEqual(File.ReadAllBytes(folder["one.tar"]), File.ReadAllBytes(folder["two.tar"]));
        using var archive = ImageArchive.Open(folder["one.tar"]);
        Assert.HasCount(1, archive.Index.Manifests, "the index is the archive's only entry");
        Assert.AreEqual("linux/amd64 linux/arm64/v8", string.Join(' ', archive.Images.Select(i => i.Platform)));
        foreach (var (image, path) in archive.Images.Zip(archives))
        {
            using var own = ImageArchive.Open(path);
            Assert.AreEqual(own.Images[0].Digest, image.Digest);
            Assert.IsNotNull(image.Manifest!.Platform);
            using var blob = archive.OpenBlob(image.Layers[0].Blob);
            blob.CopyTo(Stream.Null);
        }
    }

    [TestMethod]
    public void Two_images_of_one_platform_are_refused_and_nothing_is_written()
    {
        using var folder = new TestFolder();
        string[] archives = [OciArchiveBuilder.Of(Amd).Write(folder, "linux-x64.tar"), OciArchiveBuilder.Of(new TestImage(Arm.Layers)).Write(folder, "linux-musl-x64.tar")];

        var error = Assert.ThrowsExactly<ReproException>(() => PlatformIndex.Write(archives, folder["out.tar"], 1, CancellationToken.None));

        Assert.AreEqual(DiagnosticCodes.BadProperty, error.Diagnostic.Code);
        Assert.Contains("linux-x64.tar and linux-musl-x64.tar are both linux/amd64", error.Message);
        Assert.HasCount(2, Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public async Task A_base_for_one_platform_is_refused_for_another_before_anything_is_built()
    {
        using var folder = new TestFolder();
        OciArchiveBuilder.Of(Amd).Write(folder, "single.tar");
        folder.Write("docker.tar", OciArchiveBuilder.DockerArchive(Amd));
        OciArchiveBuilder.Of(Amd, Arm).Write(folder, "both.tar");

        foreach (string single in (string[])["oci-archive:single.tar", "docker-archive:docker.tar"])
        {
            var error = await Assert.ThrowsExactlyAsync<ReproException>(() => OpenAsync(folder, single, "linux-x64", "linux-arm64"));
            Assert.AreEqual("REPRO2022", error.Diagnostic.Code);
            Assert.Contains($"\"{single}\" is for linux/amd64, and the image is built for linux-arm64 (linux/arm64)", error.Message);
            await OpenAsync(folder, single, "linux-x64");
        }

        await OpenAsync(folder, "oci-archive:both.tar", "linux-x64", "linux-arm64");
        await OpenAsync(folder, "scratch", "linux-x64", "linux-arm64", "linux-arm", "linux-riscv64");
        var third = await Assert.ThrowsExactlyAsync<ReproException>(() => OpenAsync(folder, "oci-archive:both.tar", "linux-x64", "linux-s390x"));
        Assert.Contains("is for linux/amd64, linux/arm64, and", third.Message);
    }

    [TestMethod]
    public async Task Two_identifiers_for_one_platform_are_REPRO1005()
    {
        using var folder = new TestFolder();

        var error = await Assert.ThrowsExactlyAsync<ReproException>(() => OpenAsync(folder, "scratch", "linux-x64", "linux-arm64", "linux-musl-x64"));

        Assert.AreEqual(DiagnosticCodes.BadProperty, error.Diagnostic.Code);
        Assert.Contains("linux-x64 and linux-musl-x64 are both linux/amd64", error.Message);
    }

    private async Task OpenAsync(TestFolder folder, string baseImage, params string[] runtimes)
    {
        var project = new DotnetProject { ProjectFile = folder["app.csproj"], RuntimeIdentifiers = runtimes };
        await using var engine = await DotnetEngine.OpenAsync(
            project, new DotnetBase(baseImage, null, RegistryOptions.FromEnvironment()), rewrite: true, new Git(), TestContext.CancellationToken);
    }
}
