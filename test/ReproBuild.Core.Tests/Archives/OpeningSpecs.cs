using System.Text.Json.Nodes;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Archives;

[TestClass]
public sealed class OpeningSpecs
{
    private static readonly byte[] Tar = new TarBuilder().Folder("etc/").File("etc/hostname", "here\n").Build();

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void I_can_open_an_oci_archive_with_plain_gzip_and_zstd_layers(bool docker)
    {
        using var folder = new TestFolder();
        string path = OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(Tar), TestLayer.Plain(Tar), TestLayer.Zstd(Tar)) { Docker = docker }).Write(folder);

        using var archive = ImageArchive.Open(path);
        var image = archive.Images.Single();
        string[] read = [.. image.Layers.Select(layer => Reading.Layer(archive, layer))];

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
        Assert.Contains("etc/hostname", Reading.Layer(archive, archive.Images[0].Layers[0]));
    }

    [TestMethod]
    [DataRow("./")]
    [DataRow("/")]
    public void I_can_open_an_archive_whose_names_begin_with(string prefix)
    {
        using var folder = new TestFolder();
        var tar = new TarBuilder();
        foreach (var (name, bytes) in OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(Tar))).Finish().Files) tar.File(prefix + name, bytes);

        using var archive = ImageArchive.Open(folder.Write("image.tar", tar.Build()));

        Assert.HasCount(1, archive.Images);
    }

    [TestMethod]
    public void I_can_open_an_archive_that_was_compressed_as_a_whole_and_nothing_is_left_behind()
    {
        using var folder = new TestFolder();
        string path = folder.Write("image.tar.gz", TestLayer.Gzipped(OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(Tar))).Build()));

        using (var archive = ImageArchive.Open(path))
        {
            Assert.Contains("etc/hostname", Reading.Layer(archive, archive.Images[0].Layers[0]));
            Assert.AreEqual(path, archive.Path);
            if (OperatingSystem.IsLinux()) Assert.Contains(file => file.Contains("/reprobuild-", StringComparison.Ordinal) && file.EndsWith(" (deleted)", StringComparison.Ordinal), OpenFiles(), "The unpacked file has no name.");
        }
    }

    [TestMethod]
    public void Platforms_nested_indexes_and_attestations_are_told_apart()
    {
        using var folder = new TestFolder();
        var builder = new OciArchiveBuilder();
        var amd64 = builder.AddImage(new TestImage(TestLayer.Gzip(Tar)));
        var arm = builder.AddImage(new TestImage(TestLayer.Gzip(Tar)) { Architecture = "arm", Variant = "v7" });
        var attestation = builder.AddImage(new TestImage(TestLayer.Plain(Tar)) { Architecture = "unknown", Os = "unknown" });
        attestation["annotations"] = new JsonObject { ["vnd.docker.reference.type"] = "attestation-manifest" };
        builder.Manifests.Add(builder.AddIndex(amd64, arm, attestation));

        using var archive = ImageArchive.Open(builder.Write(folder));

        CollectionAssert.AreEqual(new[] { "linux/amd64", "linux/arm/v7" }, archive.Images.Select(i => i.Platform.ToString()).ToArray());
        Assert.HasCount(1, archive.Attestations);
        Assert.IsEmpty(archive.Missing);
    }

    [TestMethod]
    public void An_empty_platform_and_a_tag_that_stands_twice_and_a_blob_that_stands_twice_do_no_harm()
    {
        using var folder = new TestFolder();
        var builder = OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(Tar)) { Architecture = "arm64" });
        builder.Manifests[0]["platform"] = new JsonObject();
        builder.Manifests.Add((JsonObject)builder.Manifests[0].DeepClone());
        builder.Manifests[1]["annotations"] = new JsonObject { ["org.opencontainers.image.ref.name"] = "second" };
        var tar = new TarBuilder();
        foreach (var (name, bytes) in builder.Finish().Files) tar.File(name, bytes).File(name, bytes);

        using var archive = ImageArchive.Open(folder.Write("image.tar", tar.Build()));

        Assert.AreEqual("linux/arm64", archive.Images.Single().Platform.ToString());
    }

    [TestMethod]
    public void A_platform_that_the_index_names_and_the_archive_lacks_is_told_and_never_passed_over()
    {
        using var folder = new TestFolder();
        var builder = OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(Tar)), new TestImage(TestLayer.Gzip(Tar)) { Architecture = "arm64" });
        var lacking = Digest.Parse((string)builder.Manifests[1]["digest"]!);
        builder.Files.Remove(OciArchiveBuilder.PathOf(lacking));

        using var archive = ImageArchive.Open(builder.Write(folder));

        Assert.AreEqual("linux/amd64", archive.Images.Single().Platform.ToString());
        Assert.AreEqual(lacking, archive.Missing.Single().Digest);
        Assert.IsFalse(archive.Contains(lacking));
    }

    [TestMethod]
    public void A_signature_is_an_artifact_and_no_image()
    {
        using var folder = new TestFolder();
        var builder = OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(Tar)));
        builder.Manifests.Add(builder.AddImage(new TestImage(TestLayer.Gzip(Tar)) { Manifest = m => m["config"]!["mediaType"] = "application/vnd.oci.empty.v1+json" }));

        using var archive = ImageArchive.Open(builder.Write(folder));

        Assert.HasCount(1, archive.Images);
        Assert.HasCount(1, archive.Artifacts);
    }

    [TestMethod]
    public void Only_headers_and_manifests_of_a_huge_archive_are_read()
    {
        // A sparse file: reading it would take seconds and 5 GB of memory traffic, and no zeros are a valid blob.
        using var folder = new TestFolder();
        var builder = OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(Tar)));
        string path = folder["huge.tar"];
        const long huge = 5L << 30;
        using (var file = File.Create(path))
        {
            file.Write(TarBuilder.HeaderOf(new TarItem("blobs/sha256/" + new string('0', 64)), huge));
            file.Seek(huge, SeekOrigin.Current);
            file.Write(builder.Build());
        }
        var before = GC.GetAllocatedBytesForCurrentThread();

        using var archive = ImageArchive.Open(path);

        Assert.HasCount(1, archive.Images);
        Assert.IsTrue(archive.Contains(Digest.Parse("sha256:" + new string('0', 64))));
        Assert.IsLessThan(8L << 20, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void One_archive_can_be_read_by_two_threads()
    {
        using var folder = new TestFolder();
        byte[] tar = new TarBuilder().File("a", new byte[3_000_000]).Build();
        using var archive = ImageArchive.Open(OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(tar), TestLayer.Plain(tar))).Write(folder));

        Parallel.For(0, 4, i => Reading.Layer(archive, archive.Images[0].Layers[i % 2]));
    }

    private static string[] OpenFiles() => [.. Directory.GetFiles("/proc/self/fd").Select(f => new FileInfo(f).LinkTarget ?? "")];
}
