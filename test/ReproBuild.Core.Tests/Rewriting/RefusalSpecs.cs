using System.Text.Json.Nodes;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Rewriting;

namespace ReproBuild.Core.Tests.Rewriting;

/// <summary>What is not rewritten, and that nothing is left when it is not.</summary>
[TestClass]
public sealed class RefusalSpecs
{
    private static readonly RewriteOptions Options = new(1_700_000_000);
    private static readonly TestLayer Layer = TestLayer.Gzip(new TarBuilder().File("a", "a").Build());

    [TestMethod]
    public void An_archive_with_an_attestation_is_refused()
    {
        var builder = OciArchiveBuilder.Of(new TestImage(Layer));
        var attestation = builder.AddImage(new TestImage(Layer) { Architecture = "unknown", Os = "unknown" });
        attestation["annotations"] = new JsonObject { ["vnd.docker.reference.type"] = "attestation-manifest" };
        builder.Manifests.Add(attestation);

        Refused(builder, Options, DiagnosticCodes.CannotRewrite, "--provenance=false");
    }

    [TestMethod]
    public void A_file_that_no_image_names_is_refused_by_its_name()
    {
        var builder = OciArchiveBuilder.Of(new TestImage(Layer));
        builder.Files["extra/file"] = [1];

        Refused(builder, Options, DiagnosticCodes.CannotRewrite, "\"extra/file\"");
    }

    [TestMethod]
    public void An_entry_of_an_unknown_type_is_refused_by_its_name()
    {
        var layer = TestLayer.Gzip(new TarBuilder().Add(new TarItem("strange") { Type = 'V' }).Build());

        Refused(OciArchiveBuilder.Of(new TestImage(layer)), Options, DiagnosticCodes.MalformedLayer, "\"strange\"");
    }

    [TestMethod]
    public void More_built_layers_than_there_are_layers_are_refused() =>
        Refused(OciArchiveBuilder.Of(new TestImage(Layer)), Options with { BuiltLayers = 2 }, DiagnosticCodes.BadProperty, "linux/amd64");

    [TestMethod]
    [DataRow(-1)]
    [DataRow(253_402_300_800)]
    public void An_epoch_beyond_the_years_is_refused(long epoch) =>
        Refused(OciArchiveBuilder.Of(new TestImage(Layer)), new RewriteOptions(epoch), DiagnosticCodes.BadEpoch, "1970 to 9999");

    [TestMethod]
    public void A_layer_that_lies_about_its_digest_is_refused()
    {
        var builder = OciArchiveBuilder.Of(new TestImage(Layer));
        byte[] blob = builder.Files[OciArchiveBuilder.PathOf(Digest.Of(Layer.Blob))];
        builder.Files[OciArchiveBuilder.PathOf(Digest.Of(Layer.Blob))] = [.. blob[..^9], (byte)(blob[^9] ^ 1), .. blob[^8..]];

        Refused(builder, Options, DiagnosticCodes.DigestMismatch, Digest.Of(Layer.Blob).Abbreviated);
    }

    [TestMethod]
    public void A_base_layer_that_lies_about_its_digest_is_refused()
    {
        var other = TestLayer.Gzip(new TarBuilder().File("b", "b").Build());
        var builder = OciArchiveBuilder.Of(new TestImage(other, Layer));
        byte[] blob = builder.Files[OciArchiveBuilder.PathOf(Digest.Of(other.Blob))];
        builder.Files[OciArchiveBuilder.PathOf(Digest.Of(other.Blob))] = [.. blob[..^1], (byte)(blob[^1] ^ 1)];

        Refused(builder, Options, DiagnosticCodes.DigestMismatch, Digest.Of(other.Blob).ToString());
    }

    [TestMethod]
    public void A_destination_that_cannot_be_written_is_named_and_the_source_stays()
    {
        using var folder = new TestFolder();
        string source = OciArchiveBuilder.Of(new TestImage(Layer)).Write(folder);
        folder.Write("file", "in the way");

        var error = Assert.Throws<ReproException>(() => ArchiveRewriter.Rewrite(source, folder["file/out.tar"], Options));

        Assert.AreEqual(DiagnosticCodes.CannotWrite, error.Diagnostic.Code);
        Assert.Contains(folder["file/out.tar"], error.Message);
        Assert.HasCount(2, Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public void A_full_disk_is_told_as_such()
    {
        if (!File.Exists("/dev/full")) Assert.Inconclusive("This system has no /dev/full.");
        using var folder = new TestFolder();

        var error = Assert.Throws<ReproException>(() => WriteErrors.Explain(folder["out.tar"], () => File.WriteAllText("/dev/full", "x")));

        Assert.AreEqual(DiagnosticCodes.DiskFull, error.Diagnostic.Code);
    }

    [TestMethod]
    [DataRow("oci-layout", "notes.txt")]
    [DataRow("notes.txt")]
    [DataRow("blobs/mine")]
    public void A_folder_that_is_no_layout_is_not_replaced(params string[] files)
    {
        using var folder = new TestFolder();
        string source = OciArchiveBuilder.Of(new TestImage(Layer)).WriteLayout(folder);
        foreach (string file in files) folder.Write("out/" + file, "mine");

        var error = Assert.Throws<ReproException>(() => ArchiveRewriter.Rewrite(source, folder["out"], Options));

        Assert.AreEqual(DiagnosticCodes.CannotWrite, error.Diagnostic.Code);
        Assert.Contains(folder["out"], error.Message);
        foreach (string file in files) Assert.AreEqual("mine", File.ReadAllText(folder["out/" + file]));
        Assert.HasCount(2, Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public void An_empty_folder_is_filled_with_the_layout()
    {
        using var folder = new TestFolder();
        string source = OciArchiveBuilder.Of(new TestImage(Layer)).WriteLayout(folder);
        Directory.CreateDirectory(folder["out"]);

        ArchiveRewriter.Rewrite(source, folder["out"], Options);

        using var archive = ImageArchive.Open(folder["out"]);
        Assert.HasCount(1, archive.Images);
    }

    [TestMethod]
    public void What_is_left_of_a_failure_is_deleted_without_a_new_one()
    {
        using var folder = new TestFolder();
        string file = folder.Write("leftover", "x");

        WriteErrors.DeleteLeftover(file);
        WriteErrors.DeleteLeftover(folder["missing/leftover"]);
        WriteErrors.DeleteLeftover(folder.Path);

        CollectionAssert.AreEqual(Array.Empty<string>(), Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public void Cancellation_leaves_what_was_there_before()
    {
        using var folder = new TestFolder();
        string source = OciArchiveBuilder.Of(new TestImage(Layer)).Write(folder);
        folder.Write("out.tar", "before");
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => ArchiveRewriter.Rewrite(source, folder["out.tar"], Options, cancelled.Token));

        Assert.AreEqual("before", File.ReadAllText(folder["out.tar"]));
        Assert.HasCount(2, Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public void Holes_without_end_are_refused()
    {
        // A sparse file (GNU, pax 1.0) that claims 8 EiB and stores nothing.
        byte[] map = new byte[512];
        "0\n"u8.CopyTo(map);
        var layer = TestLayer.Gzip(new TarBuilder().Add(new TarItem("sparse", map)
        {
            Pax = [("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", "sparse"), ("GNU.sparse.realsize", "9000000000000000000")],
        }).Build());

        Refused(OciArchiveBuilder.Of(new TestImage(layer)), Options, DiagnosticCodes.LimitExceeded, nameof(Limits.FreeExpansionBytes));
    }

    private static void Refused(OciArchiveBuilder builder, RewriteOptions options, string code, string words)
    {
        using var folder = new TestFolder();
        string source = builder.Write(folder);
        byte[] before = File.ReadAllBytes(source);

        var error = Assert.Throws<ReproException>(() => ArchiveRewriter.Rewrite(source, folder["out.tar"], options));

        Assert.AreEqual(code, error.Diagnostic.Code);
        Assert.Contains(words, error.Message);
        CollectionAssert.AreEqual(new[] { source }, Directory.GetFileSystemEntries(folder.Path));
        CollectionAssert.AreEqual(before, File.ReadAllBytes(source));
    }
}
