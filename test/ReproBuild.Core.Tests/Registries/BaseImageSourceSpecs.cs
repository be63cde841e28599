using System.Text.Json.Nodes;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Registries;

namespace ReproBuild.Core.Tests.Registries;

[TestClass]
public sealed class BaseImageSourceSpecs
{
    private static readonly TestLayer Layer = TestLayer.Gzip(new TarBuilder().File("a", "a").Build());

    [TestMethod]
    [DataRow("mcr.example/dotnet/runtime:10.0")]
    [DataRow("localhost:5000/scratch")]
    [DataRow("oci-archive")]
    [DataRow("oci/base:1")]
    [DataRow("scratch:latest")]
    public void The_name_of_an_image_in_a_registry_is_none_of_ours(string image) => Assert.IsNull(BaseImageSource.TryParse(image, "/project"));

    [TestMethod]
    [DataRow("scratch", null, null)]
    [DataRow("oci-archive:/x/base.tar", "/x/base.tar", null)]
    [DataRow("oci-archive:base.tar:v1", "/project/base.tar", "v1")]
    [DataRow("oci:../layout", "/layout", null)]
    [DataRow("docker-archive:a:b/c", "/project/a:b/c", null)]
    public void A_path_is_meant_from_the_project_and_a_name_may_follow(string image, string? path, string? tag)
    {
        var source = BaseImageSource.TryParse(image, "/project")!;

        Assert.AreEqual((path, tag), (source.Path, source.Tag));
    }

    [TestMethod]
    public void A_path_that_exists_is_never_cut()
    {
        using var folder = new TestFolder();
        folder.Write("base:1", "");

        Assert.AreEqual(folder["base:1"], BaseImageSource.TryParse("oci-archive:base:1", folder.Path)!.Path);
    }

    [TestMethod]
    public void A_missing_archive_is_told_by_its_path() => Fails("oci-archive:none.tar", DiagnosticCodes.ArchiveMissing, "none.tar", _ => { });

    [TestMethod]
    public void An_archive_of_another_form_is_told_with_the_word_for_it() => Fails(
        "docker-archive:image.tar", DiagnosticCodes.NotAnArchive, "Write \"oci-archive:", folder => OciArchiveBuilder.Of(new TestImage(Layer)).Write(folder));

    [TestMethod]
    public void Of_several_images_one_must_be_named()
    {
        using var folder = new TestFolder();
        WriteTwo(folder);

        var error = Assert.Throws<ReproException>(() => BaseImageSource.TryParse("oci-archive:image.tar", folder.Path)!.Open());
        using var second = BaseImageSource.TryParse("oci-archive:image.tar:v2", folder.Path)!.Open();

        Assert.AreEqual(DiagnosticCodes.AmbiguousBase, error.Diagnostic.Code);
        Assert.Contains("\"v1\", \"v2\"", error.Message);
        Assert.IsNotNull(second.FindManifest(second.Digest));
    }

    [TestMethod]
    public void A_name_that_no_image_has_is_refused() => Fails("oci-archive:image.tar:v3", DiagnosticCodes.AmbiguousBase, "called \"v3\"", WriteTwo);

    [TestMethod]
    public void An_archive_whose_own_index_names_platforms_is_one_image()
    {
        using var folder = new TestFolder();
        OciArchiveBuilder.Of(new TestImage(Layer), new TestImage(Layer) { Architecture = "arm64" }).Write(folder);

        using var image = BaseImageSource.TryParse("oci-archive:image.tar", folder.Path)!.Open();

        Assert.IsTrue(MediaTypes.IsIndex(image.FindManifest(image.Digest)!.MediaType));
    }

    private static void WriteTwo(TestFolder folder)
    {
        var builder = OciArchiveBuilder.Of(new TestImage(Layer), new TestImage(Layer, Layer));
        for (int i = 0; i < 2; i++) builder.Manifests[i]["annotations"] = new JsonObject { ["org.opencontainers.image.ref.name"] = $"v{i + 1}" };
        builder.Write(folder);
    }

    private static void Fails(string image, string code, string words, Action<TestFolder> arrange)
    {
        using var folder = new TestFolder();
        arrange(folder);

        var error = Assert.Throws<ReproException>(() => BaseImageSource.TryParse(image, folder.Path)!.Open());

        Assert.AreEqual(code, error.Diagnostic.Code);
        Assert.Contains(words, error.Message);
    }
}
