using System.Text.Json.Nodes;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Archives;

[TestClass]
public sealed class DockerArchiveSpecs
{
    private static readonly byte[] Tar = new TarBuilder().File("etc/hostname", "here\n").Build();

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void The_identity_is_the_image_id_and_a_layer_tar_may_really_be_gzip(bool gzip)
    {
        using var folder = new TestFolder();
        string path = folder.Write("docker.tar", OciArchiveBuilder.DockerArchive(new TestImage(gzip ? TestLayer.Gzip(Tar) : TestLayer.Plain(Tar))));

        using var archive = ImageArchive.Open(path);
        var image = archive.Images.Single();

        Assert.AreEqual(ArchiveFormat.DockerArchive, archive.Format);
        Assert.IsFalse(image.HasManifest);
        Assert.AreEqual(image.ConfigDescriptor.Digest, image.Digest);
        Assert.AreEqual(image.Digest, archive.Index.Manifests.Single().Digest);
        Assert.AreEqual(gzip ? MediaTypes.DockerLayerGzip : MediaTypes.DockerLayer, image.Layers[0].Blob.MediaType);
        Assert.AreEqual("File etc/hostname [here\n]\n", Reading.Layer(archive, image.Layers[0]));
        Assert.IsNotEmpty(archive.ReadBlob(image.ConfigDescriptor, Limits.MaxConfigBytes));
    }

    [TestMethod]
    public void A_layer_that_is_a_link_to_where_it_stood_first_is_found()
    {
        using var folder = new TestFolder();
        var image = new TestImage(TestLayer.Plain(Tar), TestLayer.Plain(Tar), TestLayer.Plain(Tar));
        byte[] config = Json.Bytes(image.ConfigJson());
        string hex = Digest.Of(config).Hex;
        byte[] manifest = Json.Bytes(new JsonArray(new JsonObject { ["Config"] = hex + ".json", ["RepoTags"] = null, ["Layers"] = new JsonArray("a/layer.tar", "b/layer.tar", "c/layer.tar") }));
        byte[] tar = new TarBuilder().Folder("a").File("a/layer.tar", Tar).SymbolicLink("b/layer.tar", "../a/layer.tar").HardLink("c/layer.tar", "a/layer.tar")
            .File(hex + ".json", config).File("manifest.json", manifest).Build();

        using var archive = ImageArchive.Open(folder.Write("docker.tar", tar));

        Assert.AreEqual("File etc/hostname [here\n]\n", Reading.Layer(archive, archive.Images[0].Layers[2]));
    }

    [TestMethod]
    public void Links_that_lead_in_a_circle_are_refused()
    {
        using var folder = new TestFolder();
        byte[] tar = new TarBuilder().SymbolicLink("manifest.json", "other.json").SymbolicLink("other.json", "manifest.json").Build();

        string message = Reading.Refused(DiagnosticCodes.LimitExceeded, () => ImageArchive.Open(folder.Write("docker.tar", tar)));

        Assert.Contains("Limits.MaxLinkHops", message);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void A_layer_that_is_not_what_its_diff_id_says_is_refused(bool gzip)
    {
        using var folder = new TestFolder();
        var layer = (gzip ? TestLayer.Gzip(Tar) : TestLayer.Plain(Tar)) with { DiffId = Digest.Of([1]) };
        string path = folder.Write("docker.tar", OciArchiveBuilder.DockerArchive(new TestImage(layer)));

        Reading.Refused(DiagnosticCodes.DigestMismatch, () => Reading.Everything(path));
    }

    [TestMethod]
    public void A_configuration_that_is_not_what_its_name_says_is_refused()
    {
        using var folder = new TestFolder();
        byte[] tar = OciArchiveBuilder.DockerArchive(new TestImage(TestLayer.Plain(Tar)), files =>
        {
            string config = files.Keys.Single(k => k.EndsWith(".json", StringComparison.Ordinal) && k != "manifest.json");
            files[config] = [.. files[config], (byte)' '];
        });

        Reading.Refused(DiagnosticCodes.DigestMismatch, () => ImageArchive.Open(folder.Write("docker.tar", tar)));
    }

    [TestMethod]
    [DataRow(".tar", DisplayName = "layer")]
    [DataRow(".json", DisplayName = "configuration")]
    public void A_file_that_manifest_json_names_and_that_is_not_there_is_named(string extension)
    {
        using var folder = new TestFolder();
        string? gone = null;
        byte[] tar = OciArchiveBuilder.DockerArchive(new TestImage(TestLayer.Plain(Tar)), files => files.Remove(gone = files.Keys.Single(k => k.EndsWith(extension, StringComparison.Ordinal) && k != "manifest.json")));

        string message = Reading.Refused(DiagnosticCodes.BlobMissing, () => ImageArchive.Open(folder.Write("docker.tar", tar)));

        Assert.Contains(gone!, message);
    }

    [TestMethod]
    [DataRow("{}")]
    [DataRow("[1]")]
    [DataRow("[{}]")]
    [DataRow("[{\"Config\":1}]")]
    [DataRow("[{\"Config\":\"c\",\"config\":\"d\"}]")]
    public void A_broken_manifest_json_is_refused(string json)
    {
        using var folder = new TestFolder();

        Reading.Refused(DiagnosticCodes.MalformedManifest, () => ImageArchive.Open(folder.Write("docker.tar", new TarBuilder().File("manifest.json", json).Build())));
    }
}
