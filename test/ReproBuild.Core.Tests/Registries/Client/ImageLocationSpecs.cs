using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Registries;

namespace ReproBuild.Core.Tests.Registries;

[TestClass]
public sealed class ImageLocationSpecs
{
    [TestMethod]
    [DataRow("image.tar")]
    [DataRow("out/image.tar")]
    [DataRow("./a.b/image.tar")]
    [DataRow("../image.tar")]
    [DataRow("alpine:3.20")]
    [DataRow("library/alpine")]
    public async Task A_mistyped_path_asks_no_registry(string text)
    {
        using var folder = new TestFolder();

        var error = await Client.FailAsync(() => OpenAsync(text, folder, () => throw new AssertFailedException("no registry is needed")), DiagnosticCodes.ArchiveMissing);

        Assert.Contains(text, error.Message);
        Assert.Contains("docker.io/library/alpine:3.20", error.Message);
    }

    [TestMethod]
    [DataRow("docker://")]
    [DataRow("docker://docker.io/UPPER")]
    [DataRow("docker-daemon:--output=x")]
    public async Task What_should_be_a_name_and_is_none_is_refused(string text)
    {
        using var folder = new TestFolder();

        await Client.FailAsync(() => OpenAsync(text, folder, () => Client.Options), DiagnosticCodes.InvalidReference);
    }

    [TestMethod]
    public async Task An_archive_and_a_registry_image_open_alike_and_a_file_comes_first()
    {
        using var folder = new TestFolder();
        await using var registry = await TestRegistry.StartAsync();
        string path = OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(new TarBuilder().File("a", "1").Build()))).Write(folder, "localhost:1/app");
        registry.Store!.AddArchive("app", "v1", path);

        foreach (string text in new[] { "localhost:1/app", path, $"oci-archive:{path}", $"{registry.Host}/app:v1", $"docker://{registry.Host}/app:v1" })
        {
            using var archive = await OpenAsync(text, folder, () => Client.Options);
            Assert.HasCount(1, archive.Images, text);
        }

        Assert.AreEqual(2, registry.Count("GET /v2/app/manifests/v1"));
    }

    private static Task<ReproBuild.Archives.ImageArchive> OpenAsync(string text, TestFolder folder, Func<RegistryOptions> options) => ImageLocation.OpenAsync(text, folder.Path, options, default);
}
