using System.Text.Json.Nodes;
using CliWrap;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Archives;

[TestClass]
public sealed class BadArchiveSpecs : IDisposable
{
    private static readonly byte[] Tar = new TarBuilder().File("etc/hostname", "here\n").Build();

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void A_missing_archive_is_named() =>
        Assert.Contains("/nowhere/at.tar", Reading.Refused(DiagnosticCodes.ArchiveMissing, () => ImageArchive.Open("/nowhere/at.tar")));

    [TestMethod]
    public void An_empty_file_is_refused() =>
        Reading.Refused(DiagnosticCodes.ArchiveTruncated, () => ImageArchive.Open(_folder.Write("empty.tar", [])));

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void A_pipe_is_refused_and_nobody_waits_for_its_other_end()
    {
        OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(Tar))).WriteLayout(_folder);
        foreach (string name in (string[])["pipe.tar", "layout/index.json"])
        {
            File.Delete(_folder[name]);
            Cli.Wrap("mkfifo").WithArguments(_folder[name]).ExecuteAsync().GetAwaiter().GetResult();
        }

        Assert.Contains("pipe.tar", Reading.Refused(DiagnosticCodes.NotAnArchive, () => ImageArchive.Open(_folder["pipe.tar"])));
        Reading.Refused(DiagnosticCodes.NotAnArchive, () => ImageArchive.Open(_folder["layout"]));
    }

    [TestMethod]
    public void What_is_no_tar_is_refused()
    {
        Reading.Refused(DiagnosticCodes.NotAnArchive, () => ImageArchive.Open(_folder.Write("short", "hello")));
        Reading.Refused(DiagnosticCodes.NotAnArchive, () => ImageArchive.Open(_folder.Write("long", new string('x', 5000))));
        Reading.Refused(DiagnosticCodes.NotAnArchive, () => ImageArchive.Open(_folder.Write("zeros", new byte[4096])));
    }

    [TestMethod]
    public void A_tar_or_folder_of_other_things_is_refused()
    {
        Directory.CreateDirectory(_folder["folder"]);

        Reading.Refused(DiagnosticCodes.NotAnArchive, () => ImageArchive.Open(_folder.Write("other.tar", Tar)));
        Reading.Refused(DiagnosticCodes.NotAnArchive, () => ImageArchive.Open(_folder["folder"]));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(512)]
    [DataRow(700)]
    public void An_archive_that_lacks_its_last_bytes_is_truncated(int lacking)
    {
        byte[] whole = OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(Tar))).Build()[..^1024];
        string path = _folder.Write("truncated.tar", [.. whole, .. TarBuilder.HeaderOf(new TarItem("more"), 1000), .. new byte[1024 - lacking]]);

        string message = Reading.Refused(DiagnosticCodes.ArchiveTruncated, () => ImageArchive.Open(path));

        Assert.Contains("truncated.tar", message);
    }

    [TestMethod]
    public void A_compressed_archive_that_lacks_its_last_bytes_is_truncated()
    {
        byte[] gzip = TestLayer.Gzipped(OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(Tar))).Build());

        Reading.Refused(DiagnosticCodes.ArchiveTruncated, () => ImageArchive.Open(_folder.Write("truncated.tar.gz", gzip[..^5])));
    }

    [TestMethod]
    public void Bytes_that_do_not_hash_to_their_digest_are_refused_wherever_they_are()
    {
        var whole = OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(Tar), TestLayer.Plain(Tar), TestLayer.Zstd(Tar))).Finish();
        foreach (string blob in whole.Files.Keys.Where(k => k.StartsWith("blobs/", StringComparison.Ordinal)))
        {
            var builder = new OciArchiveBuilder();
            foreach (var (name, bytes) in whole.Files) builder.Files[name] = [.. bytes];
            builder.Files[blob][^1] ^= 1;

            string message = Reading.Refused(DiagnosticCodes.DigestMismatch, () => Reading.Everything(builder.Write(_folder)));

            Assert.Contains(blob[^64..^52], message, "The blob is named.");
        }
    }

    [TestMethod]
    public void A_size_that_is_a_lie_is_refused()
    {
        var manifest = new OciArchiveBuilder();
        var descriptor = manifest.AddImage(new TestImage(TestLayer.Gzip(Tar)));
        descriptor["size"] = 1;
        manifest.Manifests.Add(descriptor);
        var layer = OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(Tar)) { Manifest = m => m["layers"]![0]!["size"] = 5 });

        Reading.Refused(DiagnosticCodes.SizeMismatch, () => ImageArchive.Open(manifest.Write(_folder, "a.tar")));
        Reading.Refused(DiagnosticCodes.SizeMismatch, () => Reading.Everything(layer.Write(_folder, "b.tar")));
    }

    [TestMethod]
    public void A_missing_blob_is_named()
    {
        var layer = TestLayer.Gzip(Tar);
        var builder = OciArchiveBuilder.Of(new TestImage(layer));
        builder.Files.Remove(OciArchiveBuilder.PathOf(Digest.Of(layer.Blob)));

        string message = Reading.Refused(DiagnosticCodes.BlobMissing, () => Reading.Everything(builder.Write(_folder)));

        Assert.Contains(Digest.Of(layer.Blob).ToString(), message);
    }

    [TestMethod]
    public void An_archive_that_holds_none_of_its_manifests_is_refused()
    {
        var builder = OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(Tar)));
        builder.Files.Remove(OciArchiveBuilder.PathOf(Digest.Parse((string)builder.Manifests[0]["digest"]!)));

        Reading.Refused(DiagnosticCodes.BlobMissing, () => ImageArchive.Open(builder.Write(_folder)));
    }

    [TestMethod]
    public void A_manifest_that_is_too_large_is_refused_with_the_name_of_the_limit()
    {
        var builder = OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(Tar)) { Manifest = m => m["annotations"] = new JsonObject { ["x"] = new string('y', (int)Limits.MaxManifestBytes) } });

        string message = Reading.Refused(DiagnosticCodes.LimitExceeded, () => ImageArchive.Open(builder.Write(_folder)));

        Assert.Contains("Limits.MaxManifestBytes = 4194304", message);
    }

    [TestMethod]
    public void A_blob_is_read_no_further_than_the_caller_allows()
    {
        using var archive = ImageArchive.Open(OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(Tar))).Write(_folder));

        string message = Reading.Refused(DiagnosticCodes.LimitExceeded, () => archive.ReadBlob(archive.Images[0].ConfigDescriptor, limit: 10));

        Assert.Contains("= 10", message);
    }

    [TestMethod]
    public void Indexes_that_are_nested_too_deep_are_refused()
    {
        var builder = new OciArchiveBuilder();
        var descriptor = builder.AddImage(new TestImage(TestLayer.Gzip(Tar)));
        for (int i = 0; i < Limits.MaxNesting; i++) descriptor = builder.AddIndex(descriptor);
        builder.Manifests.Add(descriptor);

        Assert.Contains("Limits.MaxNesting", Reading.Refused(DiagnosticCodes.LimitExceeded, () => ImageArchive.Open(builder.Write(_folder))));
    }

    [TestMethod]
    public void Indexes_that_point_at_each_other_are_refused_since_one_of_their_digests_is_a_lie()
    {
        var builder = new OciArchiveBuilder();
        string invented = Digest.Of([42]).ToString();
        var second = builder.AddIndex(new JsonObject { ["mediaType"] = MediaTypes.OciIndex, ["digest"] = invented, ["size"] = 0 });
        byte[] first = Json.Bytes(new JsonObject { ["schemaVersion"] = 2, ["manifests"] = new JsonArray(second.DeepClone()) });
        second = builder.AddIndex(new JsonObject { ["mediaType"] = MediaTypes.OciIndex, ["digest"] = invented, ["size"] = first.Length });
        builder.Files[OciArchiveBuilder.PathOf(Digest.Parse(invented))] = first;
        builder.Manifests.Add(second);

        Reading.Refused(DiagnosticCodes.DigestMismatch, () => ImageArchive.Open(builder.Write(_folder)));
    }

    [TestMethod]
    public void Indexes_whose_paths_multiply_are_visited_once_each()
    {
        var builder = new OciArchiveBuilder();
        var descriptor = builder.AddImage(new TestImage(TestLayer.Gzip(Tar)));
        for (int i = 1; i < Limits.MaxNesting; i++) descriptor = builder.AddIndex([.. Enumerable.Range(0, 500).Select(_ => (JsonObject)descriptor.DeepClone())]);
        builder.Manifests.Add(descriptor);

        using var archive = ImageArchive.Open(builder.Write(_folder));

        Assert.HasCount(1, archive.Images);
    }

    [TestMethod]
    public void A_media_type_that_nobody_knows_is_named()
    {
        var manifest = OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(Tar)) { Manifest = m => m["mediaType"] = "application/x-strange" });
        string encrypted = Reading.ArchiveOf(_folder, Tar, Tar, MediaTypes.OciLayerGzip + "+encrypted");

        Assert.Contains("application/x-strange", Reading.Refused(DiagnosticCodes.UnknownMediaType, () => ImageArchive.Open(manifest.Write(_folder, "a.tar"))));
        Assert.Contains("+encrypted", Reading.Refused(DiagnosticCodes.UnknownMediaType, () => Reading.Everything(encrypted)));
    }

    [TestMethod]
    public void A_diff_id_that_is_a_lie_is_refused_and_so_are_too_few_of_them()
    {
        var lie = OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(Tar) with { DiffId = Digest.Of([1]) }));
        var few = OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(Tar)) { Config = c => c["rootfs"]!["diff_ids"] = new JsonArray() });

        Assert.Contains("diffID", Reading.Refused(DiagnosticCodes.DigestMismatch, () => Reading.Everything(lie.Write(_folder, "a.tar"))));
        Reading.Refused(DiagnosticCodes.MalformedManifest, () => ImageArchive.Open(few.Write(_folder, "b.tar")));
    }
}
