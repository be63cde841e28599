using System.Text;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;

namespace ReproBuild.Core.Tests.Archives;

[TestClass]
public sealed class OpeningSpecs
{
    private static readonly byte[] Tar = new TarBuilder().Folder("etc/").File("etc/hostname", "here\n").Build();

    [TestMethod]
    public void I_can_open_an_oci_archive_and_read_its_layers()
    {
        // Arrange
        using var folder = new TestFolder();
        string path = OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(Tar), TestLayer.Plain(Tar), TestLayer.Zstd(Tar))).Write(folder);

        // Act
        using var archive = ImageArchive.Open(path);
        var image = archive.Images.Single();
        var read = image.Layers.Select(layer => Read(archive, layer)).ToArray();

        // Assert
        Assert.AreEqual(ArchiveFormat.OciArchive, archive.Format);
        Assert.IsTrue(image.HasManifest);
        Assert.AreEqual("linux/amd64", image.Platform.ToString());
        foreach (string text in read) Assert.AreEqual("Directory etc/ []\nFile etc/hostname [here\n]\n", text);
    }

    [TestMethod]
    public void I_can_open_an_oci_layout_folder()
    {
        using var folder = new TestFolder();
        string path = OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(Tar))).WriteLayout(folder);

        using var archive = ImageArchive.Open(path);

        Assert.AreEqual(ArchiveFormat.OciLayout, archive.Format);
        Assert.Contains("etc/hostname", Read(archive, archive.Images[0].Layers[0]));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void I_can_open_a_docker_archive_whose_layer_tar_may_really_be_gzip(bool gzip)
    {
        using var folder = new TestFolder();
        var image = new TestImage(gzip ? TestLayer.Gzip(Tar) : TestLayer.Plain(Tar));
        string path = folder.Write("docker.tar", OciArchiveBuilder.DockerArchive(image));

        using var archive = ImageArchive.Open(path);

        Assert.AreEqual(ArchiveFormat.DockerArchive, archive.Format);
        Assert.IsFalse(archive.Images[0].HasManifest);
        Assert.AreEqual(archive.Images[0].ConfigDescriptor.Digest, archive.Images[0].Digest);
        Assert.Contains("etc/hostname", Read(archive, archive.Images[0].Layers[0]));
    }

    private static string Read(ImageArchive archive, ImageLayer layer)
    {
        var text = new StringBuilder();
        using var reader = LayerReader.Open(archive, layer, CancellationToken.None);
        while (reader.Next() is { } entry)
        {
            using var content = new MemoryStream();
            reader.CopyContentTo(content);
            text.Append($"{entry.Type} {entry.Path} [{Encoding.UTF8.GetString(content.ToArray())}]\n");
        }
        return text.ToString();
    }
}
