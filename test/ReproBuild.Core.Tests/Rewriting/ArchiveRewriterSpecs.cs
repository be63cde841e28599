using System.Text.Json.Nodes;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Images;
using ReproBuild.Rewriting;

namespace ReproBuild.Core.Tests.Rewriting;

[TestClass]
public sealed class ArchiveRewriterSpecs
{
    private const long Epoch = 1_700_000_000;
    private const string EpochText = "2023-11-14T22:13:20Z";
    private static readonly RewriteOptions Options = new(Epoch);
    private static readonly TestLayer Base = TestLayer.Gzip(new TarBuilder().File("etc/base", "base\n").Build());

    [TestMethod]
    public void Two_builds_that_differ_in_times_process_order_and_compression_alone_become_one_file()
    {
        using var folder = new TestFolder();
        byte[] first = new TarBuilder()
            .Add(new TarItem("app/") { Type = '5', MTime = 1, Pax = [("mtime", "1.5"), ("atime", "1.25")], PaxHeaderName = "./PaxHeaders.17/." })
            .Add(new TarItem("app/b", "bee"u8.ToArray()) { MTime = 2, Pax = [("atime", "3"), ("SCHILY.xattr.user.x", "y")] })
            .Add(new TarItem("app/a", "ay"u8.ToArray()) { MTime = 3, User = "me", Group = "us" })
            .Build();
        byte[] second = new TarBuilder()
            .Add(new TarItem("app/a", "ay"u8.ToArray()) { MTime = 9 })
            .Add(new TarItem("app/b", "bee"u8.ToArray()) { MTime = 8, Pax = [("SCHILY.xattr.user.x", "y"), ("ctime", "3")], PaxHeaderName = "./PaxHeaders.4242/." })
            .Add(new TarItem("app/") { Type = '5', MTime = 7 })
            .Build();

        string[] rewritten =
        [
            Rewrite(folder, "1", TestLayer.Gzip(first), "2026-11-22T19:59:27.8882556Z"),
            Rewrite(folder, "2", TestLayer.Zstd(second), "2026-11-23T07:00:00Z"),
            Rewrite(folder, "3", TestLayer.Plain(second), "2026-11-24T07:00:00Z"),
        ];

        byte[] expected = File.ReadAllBytes(rewritten[0]);
        foreach (string other in rewritten[1..]) CollectionAssert.AreEqual(expected, File.ReadAllBytes(other));
    }

    [TestMethod]
    public void Base_layers_are_copied_byte_for_byte()
    {
        using var folder = new TestFolder();
        string source = OciArchiveBuilder.Of(new TestImage(Base, Layer("app"))).Write(folder);

        ArchiveRewriter.Rewrite(source, folder["out.tar"], Options);

        using var archive = ImageArchive.Open(folder["out.tar"]);
        var image = archive.Images.Single();
        Assert.AreEqual(Digest.Of(Base.Blob), image.Layers[0].Blob.Digest);
        Assert.AreEqual(Base.DiffId, image.Layers[0].DiffId);
        CollectionAssert.AreEqual(Base.Blob, archive.ReadBlob(image.Layers[0].Blob, 1 << 20));
        Assert.AreNotEqual(Layer("app").DiffId, image.Layers[1].DiffId);
    }

    [TestMethod]
    public void Everything_that_says_when_says_the_epoch_but_the_history_of_the_base()
    {
        using var folder = new TestFolder();
        var image = new TestImage(Base, Layer("app"))
        {
            Created = "2026-11-22T19:59:34.1148039Z",
            Labels = new Dictionary<string, string> { ["org.opencontainers.image.created"] = "now", ["org.opencontainers.artifact.created"] = "now", ["net.dot.sdk.version"] = "10" },
            History = [new HistoryEntry("2020-01-01T00:00:00Z", "base", null, false), new HistoryEntry("2020-01-02T00:00:00Z", "ENV x", null, true), new HistoryEntry("2026-11-22T19:59:34Z", "sdk", null, false)],
            Manifest = m => m["annotations"] = new JsonObject { ["org.opencontainers.image.created"] = "now", ["kept"] = "yes" },
        };
        string source = OciArchiveBuilder.Of(image).Write(folder);

        ArchiveRewriter.Rewrite(source, folder["out.tar"], Options);

        using var archive = ImageArchive.Open(folder["out.tar"]);
        var rewritten = archive.Images.Single();
        Assert.AreEqual(EpochText, rewritten.Config.Created);
        CollectionAssert.AreEqual(new[] { "2020-01-01T00:00:00Z", "2020-01-02T00:00:00Z", EpochText }, rewritten.Config.History.Select(h => h.Created).ToArray());
        Assert.AreEqual(EpochText, rewritten.Config.Labels["org.opencontainers.image.created"]);
        Assert.AreEqual(EpochText, rewritten.Config.Labels["org.opencontainers.artifact.created"]);
        Assert.AreEqual("10", rewritten.Config.Labels["net.dot.sdk.version"]);
        Assert.AreEqual(EpochText, rewritten.ManifestContent!.Annotations["org.opencontainers.image.created"]);
        Assert.AreEqual("yes", rewritten.ManifestContent.Annotations["kept"]);
    }

    [TestMethod]
    public void Every_platform_of_a_nested_index_is_rewritten_and_an_empty_platform_is_dropped()
    {
        using var folder = new TestFolder();
        var builder = new OciArchiveBuilder();
        var nested = builder.AddIndex(
            builder.AddImage(new TestImage(Base, Layer("amd"))),
            builder.AddImage(new TestImage(Base, Layer("arm")) { Architecture = "arm64" }));
        nested["platform"] = new JsonObject();
        nested["annotations"] = new JsonObject { ["org.opencontainers.image.ref.name"] = "latest" };
        builder.Manifests.Add(nested);
        string source = builder.Write(folder);

        var result = ArchiveRewriter.Rewrite(source, folder["out.tar"], Options);

        using var archive = ImageArchive.Open(folder["out.tar"]);
        CollectionAssert.AreEqual(new[] { "linux/amd64", "linux/arm64" }, archive.Images.Select(i => i.Platform.ToString()).ToArray());
        CollectionAssert.AreEqual(result.Images.Select(i => i.After).ToArray(), archive.Images.Select(i => i.Digest).ToArray());
        Assert.AreEqual(archive.Index.Manifests.Single().Digest, result.Digest);
        Assert.AreEqual("latest", archive.Index.Manifests.Single().Annotations["org.opencontainers.image.ref.name"]);
        Assert.IsNull(JsonNode.Parse(archive.ReadFile("index.json"))!["manifests"]![0]!["platform"]);
    }

    [TestMethod]
    public void A_docker_archive_stays_one_and_its_times_and_names_follow()
    {
        using var folder = new TestFolder();
        string[] rewritten = [.. new[] { "2026-01-01T00:00:00Z", "2026-02-02T00:00:00Z" }.Select((created, i) =>
        {
            string source = folder.Write($"{i}.tar", OciArchiveBuilder.DockerArchive(new TestImage(Base, Layer("app", mtime: i)) { Created = created, History = [] }));
            ArchiveRewriter.Rewrite(source, folder[$"{i}.out.tar"], Options);
            return folder[$"{i}.out.tar"];
        })];

        CollectionAssert.AreEqual(File.ReadAllBytes(rewritten[0]), File.ReadAllBytes(rewritten[1]));
        using var archive = ImageArchive.Open(rewritten[0]);
        Assert.AreEqual(ArchiveFormat.DockerArchive, archive.Format);
        Assert.AreEqual(EpochText, archive.Images.Single().Config.Created);
        Assert.Contains($"{archive.Images.Single().Digest.Hex}.json", archive.FileNames.ToList());
    }

    [TestMethod]
    public void A_layout_folder_is_rewritten_in_place()
    {
        using var folder = new TestFolder();
        string layout = OciArchiveBuilder.Of(new TestImage(Base, Layer("app"))).WriteLayout(folder);

        var result = ArchiveRewriter.Rewrite(layout, layout, Options);

        using var archive = ImageArchive.Open(layout);
        Assert.AreEqual(result.Digest, archive.Images.Single().Digest);
        CollectionAssert.AreEqual(new[] { layout }, Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public void The_archive_does_not_depend_on_the_number_of_workers()
    {
        using var folder = new TestFolder();
        var layer = TestLayer.Gzip(new TarBuilder().File("big", string.Concat(Enumerable.Range(0, 300_000))).Build());
        string source = OciArchiveBuilder.Of(new TestImage(Base, layer)).Write(folder);

        byte[][] rewritten = [.. new[] { 1, 2, 3, 8 }.Select(workers =>
        {
            ArchiveRewriter.Rewrite(source, folder[$"{workers}.tar"], Options with { Workers = workers });
            return File.ReadAllBytes(folder[$"{workers}.tar"]);
        })];

        foreach (byte[] other in rewritten[1..]) CollectionAssert.AreEqual(rewritten[0], other);
    }

    [TestMethod]
    public void A_layer_larger_than_memory_is_spooled_and_the_spool_is_gone_afterwards()
    {
        using var folder = new TestFolder();
        var first = new byte[ContentSpool.MemoryLimit - 5];
        var second = new byte[3_000_000];
        first.AsSpan().Fill(1);
        second.AsSpan().Fill(2);
        string source = OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(new TarBuilder().File("z", first).File("b", second).File("a", "last").Build()))).Write(folder);

        ArchiveRewriter.Rewrite(source, folder["out.tar"], Options);

        using var archive = ImageArchive.Open(folder["out.tar"]);
        using var reader = LayerReader.Open(archive, archive.Images[0].Layers[0], CancellationToken.None);
        string read = "";
        while (reader.Next() is { } entry)
        {
            using var content = new MemoryStream();
            reader.CopyContentTo(content);
            read += $"{entry.Path} {Digest.Of(content.ToArray()).Abbreviated} ";
        }
        Assert.AreEqual($"a {Digest.Of("last"u8).Abbreviated} b {Digest.Of(second).Abbreviated} z {Digest.Of(first).Abbreviated} ", read);
        Assert.HasCount(2, Directory.GetFileSystemEntries(folder.Path));
    }

    private static TestLayer Layer(string content, long mtime = 5) => TestLayer.Gzip(new TarBuilder().File("app/x", content, mtime: mtime).Build());

    private static string Rewrite(TestFolder folder, string name, TestLayer layer, string created)
    {
        string source = OciArchiveBuilder.Of(new TestImage(Base, layer)
        {
            Created = created,
            History = [new HistoryEntry(EpochText, "base", null, false), new HistoryEntry(created, "app", null, false)],
        }).Write(folder, name + ".tar");
        // The base's blob is the same in all three, so the archives may be the same too.
        ArchiveRewriter.Rewrite(source, folder[name + ".out.tar"], Options);
        return folder[name + ".out.tar"];
    }
}
