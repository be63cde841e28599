using System.Text.Json.Nodes;
using ReproBuild.Comparing;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Comparing;

[TestClass]
public sealed class VerdictSpecs
{
    private static readonly TestLayer Base = TestLayer.Gzip(new TarBuilder().Folder("etc").Build());
    private static readonly TestLayer One = TestLayer.Gzip(new TarBuilder().File("a", "1").Build());
    private static readonly TestLayer Two = TestLayer.Gzip(new TarBuilder().File("a", "2").Build());
    private static readonly TestImage Arm = new(Base) { Architecture = "arm64" };

    [TestMethod]
    public void Equal_image_digests_are_reproducible_whatever_the_outer_archive_looks_like()
    {
        using var folder = new TestFolder();
        var image = new TestImage(Base, One);

        var compared = Compared.Paths(OciArchiveBuilder.Of(image).Write(folder), OciArchiveBuilder.Of(image).WriteLayout(folder));

        Assert.AreEqual(Verdict.Reproducible, compared.Verdict);
        Assert.IsEmpty(compared.Differences);
        Assert.IsEmpty(compared.Diagnostics);
        Assert.AreEqual(compared.Comparison.Platforms[0].Left, compared.Comparison.Platforms[0].Right);
    }

    [TestMethod]
    public void Different_image_digests_are_divergent_and_the_equal_layer_is_not_opened()
    {
        // The equal layer's blob is garbage under a digest that lies: opening it would be told.
        var left = OciArchiveBuilder.Of(new TestImage(Base, One));
        var right = OciArchiveBuilder.Of(new TestImage(Base, Two));
        left.Files[OciArchiveBuilder.PathOf(Digest.Of(Base.Blob))] = new byte[Base.Blob.Length];

        var compared = Compared.Archives(left, right);

        Assert.AreEqual(DiagnosticCodes.ContentDiffers, compared.Only().Code);
        Assert.IsEmpty(compared.Comparison.NotCompared);
        Assert.AreEqual(new LayerPair(2, 2, Digest.Of(One.Blob), Digest.Of(Two.Blob)), compared.Differences[0].Layer);
        Assert.AreEqual(0, compared.Comparison.Platforms[0].Layers[0].DifferenceCount);
    }

    [TestMethod]
    [DataRow("linux", "amd64", null, true)]
    [DataRow("linux", "x86_64", null, true)]
    [DataRow("linux", "amd64", "v3", true)]
    [DataRow("linux", "arm64", null, false)]
    [DataRow("windows", "amd64", null, false)]
    public void A_platform_that_was_asked_for_and_that_neither_side_has_was_not_compared(string os, string architecture, string? variant, bool there)
    {
        using var folder = new TestFolder();
        var image = OciArchiveBuilder.Of(new TestImage(Base, One));

        var compared = Compared.Paths(image.Write(folder, "l.tar"), image.Write(folder, "r.tar"), new ComparerOptions { Platforms = [new Platform(os, architecture, variant)] });

        Assert.AreEqual(there ? Verdict.Reproducible : Verdict.Inconclusive, compared.Verdict);
        Assert.HasCount(there ? 0 : 2, compared.Comparison.NotCompared);
    }

    [TestMethod]
    public void Holes_of_many_sparse_files_are_counted_together()
    {
        static TarBuilder Tar(string last) => new[] { ("small", 1L << 20), ("large", 64L << 30) }.Aggregate(new TarBuilder(), (tar, file) => tar.Add(
            new TarItem(file.Item1, "x"u8.ToArray()) { Pax = [("GNU.sparse.size", $"{file.Item2}"), ("GNU.sparse.numblocks", "1"), ("GNU.sparse.map", "0,1")] })).File("z", last);

        var compared = Compared.Tars(Tar("1"), Tar("2"));

        Assert.AreEqual(DiagnosticCodes.LimitExceeded, compared.Comparison.NotCompared.Single().Code);
        Assert.Contains("MaxSparseBytes", compared.Comparison.NotCompared.Single().Message);
    }

    [TestMethod]
    public void An_image_that_only_calls_itself_an_attestation_is_compared()
    {
        static OciArchiveBuilder Archive(TestLayer layer)
        {
            var archive = OciArchiveBuilder.Of(new TestImage(Base));
            var disguised = archive.AddImage(new TestImage(layer) { Architecture = "arm64" });
            disguised["annotations"] = new JsonObject { ["vnd.docker.reference.type"] = "attestation-manifest" };
            archive.Manifests.Add(disguised);
            return archive;
        }

        Assert.AreEqual(Verdict.Divergent, Compared.Archives(Archive(One), Archive(Two)).Verdict);
    }

    [TestMethod]
    public void A_platform_on_one_side_alone_is_inconclusive_though_all_others_are_equal()
    {
        var compared = Compared.Archives(OciArchiveBuilder.Of(new TestImage(Base), Arm), OciArchiveBuilder.Of(new TestImage(Base)));

        Assert.AreEqual(Verdict.Inconclusive, compared.Verdict);
        Assert.AreEqual(DifferenceKind.PlatformMissing, compared.Differences.Single().Kind);
        Assert.AreEqual("linux/arm64", compared.Differences[0].Platform!.ToString());
        Assert.Contains("Platform linux/arm64 stands in", compared.Comparison.NotCompared.Single().Message);
        Assert.AreEqual("error REPRO5104, error REPRO5002", string.Join(", ", compared.Diagnostics.Select(d => d[..d.IndexOf(':', StringComparison.Ordinal)])));
        Assert.AreEqual(Verdict.Reproducible, compared.Comparison.Platforms[0].Verdict);
    }

    [TestMethod]
    public void No_platform_in_common_is_inconclusive_and_names_both()
    {
        var compared = Compared.Archives(OciArchiveBuilder.Of(new TestImage(Base)), OciArchiveBuilder.Of(Arm));

        Assert.AreEqual(Verdict.Inconclusive, compared.Verdict);
        Assert.HasCount(1, compared.Diagnostics);
        Assert.Contains("REPRO5002", compared.Diagnostics[0]);
        Assert.Contains("linux/amd64", compared.Diagnostics[0]);
        Assert.Contains("linux/arm64", compared.Diagnostics[0]);
    }

    [TestMethod]
    public void Several_images_of_one_platform_are_compared_in_order_where_both_sides_have_as_many()
    {
        var compared = Compared.Archives(
            OciArchiveBuilder.Of(new TestImage(Base), new TestImage(Base, One)), OciArchiveBuilder.Of(new TestImage(Base), new TestImage(Base, Two)));

        Assert.AreEqual(Verdict.Divergent, compared.Verdict);
        Assert.AreEqual(Verdict.Reproducible, compared.Comparison.Platforms[0].Verdict);
        Assert.AreEqual(Verdict.Divergent, compared.Comparison.Platforms[1].Verdict);
    }

    [TestMethod]
    public void Several_images_of_one_platform_are_inconclusive_where_the_sides_have_not_as_many()
    {
        var compared = Compared.Archives(
            OciArchiveBuilder.Of(new TestImage(Base), new TestImage(Base, One)), OciArchiveBuilder.Of(new TestImage(Base)));

        Assert.AreEqual(Verdict.Inconclusive, compared.Verdict);
        Assert.Contains("2 times on the left and 1 times on the right", compared.Diagnostics.Single());
    }

    [TestMethod]
    public void Attestations_are_left_out_of_the_verdict_and_told()
    {
        var left = OciArchiveBuilder.Of(new TestImage(Base));
        var attestation = left.AddImage(new TestImage(One) { Architecture = "unknown", Os = "unknown" });
        attestation["annotations"] = new JsonObject { ["vnd.docker.reference.type"] = "attestation-manifest" };
        left.Manifests.Add(attestation);

        var compared = Compared.Archives(left, OciArchiveBuilder.Of(new TestImage(Base)));

        Assert.AreEqual(Verdict.Reproducible, compared.Verdict);
        Assert.Contains("1 on the left and 0 on the right", compared.Comparison.Remarks.Single());
    }

    [TestMethod]
    public void Docker_archives_are_compared_by_image_id_and_the_verdict_says_so()
    {
        using var folder = new TestFolder();
        string left = folder.Write("l.tar", OciArchiveBuilder.DockerArchive(new TestImage(Base, One)));
        string same = folder.Write("s.tar", OciArchiveBuilder.DockerArchive(new TestImage(Base, One)));
        string other = folder.Write("o.tar", OciArchiveBuilder.DockerArchive(new TestImage(Base, Two)));

        var equal = Compared.Paths(left, same);
        var different = Compared.Paths(left, other);

        Assert.AreEqual(Verdict.Reproducible, equal.Verdict);
        Assert.IsTrue(equal.Comparison.Platforms[0].ByImageId);
        Assert.AreEqual(Verdict.Divergent, different.Verdict);
        Assert.AreEqual("a", different.Only().Path);
        Assert.Contains("image ID sha256:", different.Diagnostics[^1]);
    }

    [TestMethod]
    public void A_docker_archive_against_an_oci_archive_is_never_green()
    {
        using var folder = new TestFolder();
        string docker = folder.Write("d.tar", OciArchiveBuilder.DockerArchive(new TestImage(Base, One)));

        var equalIds = Compared.Paths(docker, OciArchiveBuilder.Of(new TestImage(Base, One)).Write(folder, "same.tar"));
        var otherIds = Compared.Paths(docker, OciArchiveBuilder.Of(new TestImage(Base, Two)).Write(folder, "other.tar"));

        Assert.AreEqual(Verdict.Inconclusive, equalIds.Verdict);
        Assert.Contains("The image IDs are equal", equalIds.Diagnostics.Single());
        Assert.AreEqual(Verdict.Divergent, otherIds.Verdict);
        Assert.AreEqual("a", otherIds.Only().Path);
    }

    [TestMethod]
    public void A_layer_that_cannot_be_read_is_listed_and_the_digests_still_prove_divergence()
    {
        var left = OciArchiveBuilder.Of(new TestImage(Base, One));
        left.Files[OciArchiveBuilder.PathOf(Digest.Of(One.Blob))] = new byte[One.Blob.Length];

        var compared = Compared.Archives(left, OciArchiveBuilder.Of(new TestImage(Base, Two)));

        Assert.AreEqual(Verdict.Divergent, compared.Verdict);
        Assert.AreEqual(DiagnosticCodes.DigestMismatch, compared.Comparison.NotCompared.Single().Code);
        Assert.AreEqual(DiagnosticCodes.DigestMismatch, compared.Comparison.Platforms[0].Layers[1].NotCompared!.Code);
        Assert.Contains("1 parts could not be compared", compared.Diagnostics[^1]);
    }

    [TestMethod]
    public void An_archive_that_lacks_a_layer_is_never_green()
    {
        var left = OciArchiveBuilder.Of(new TestImage(Base, One));
        left.Files.Remove(OciArchiveBuilder.PathOf(Digest.Of(One.Blob)));

        var compared = Compared.Archives(left, OciArchiveBuilder.Of(new TestImage(Base, One)));

        Assert.AreEqual(Verdict.Inconclusive, compared.Verdict);
        Assert.AreEqual(DiagnosticCodes.BlobMissing, compared.Comparison.NotCompared.Single().Code);
    }

    [TestMethod]
    public void An_archive_whose_layer_has_another_length_or_an_unknown_media_type_is_never_green()
    {
        var whole = OciArchiveBuilder.Of(new TestImage(Base, One));
        var cut = OciArchiveBuilder.Of(new TestImage(Base, One));
        cut.Files[OciArchiveBuilder.PathOf(Digest.Of(One.Blob))] = One.Blob[..^1];
        var encrypted = OciArchiveBuilder.Of(new TestImage(One with { MediaType = "application/vnd.oci.image.layer.v1.tar+gzip+encrypted" }));

        var wrongLength = Compared.Archives(whole, cut);
        var wrongType = Compared.Archives(encrypted, encrypted);

        Assert.AreEqual(Verdict.Inconclusive, wrongLength.Verdict);
        Assert.AreEqual(DiagnosticCodes.SizeMismatch, wrongLength.Comparison.NotCompared.Single().Code);
        Assert.AreEqual(Verdict.Inconclusive, wrongType.Verdict);
        Assert.AreEqual(DiagnosticCodes.UnknownMediaType, wrongType.Comparison.NotCompared[0].Code);
    }

    [TestMethod]
    public void A_docker_archive_with_other_bytes_in_a_layers_file_is_never_green()
    {
        using var folder = new TestFolder();
        var image = new TestImage(Base, One);
        string whole = folder.Write("l.tar", OciArchiveBuilder.DockerArchive(image));
        string other = folder.Write("r.tar", OciArchiveBuilder.DockerArchive(image, files => files[One.DiffId.Hex + ".tar"] = Two.Blob));

        var compared = Compared.Paths(whole, other);

        Assert.AreEqual(Verdict.Inconclusive, compared.Verdict);
        Assert.AreEqual(DiagnosticCodes.DigestMismatch, compared.Comparison.NotCompared.Single().Code);
    }

    [TestMethod]
    public void An_artifact_on_one_side_alone_is_inconclusive_and_the_same_on_both_is_remarked()
    {
        static OciArchiveBuilder Signed(string signature)
        {
            var builder = OciArchiveBuilder.Of(new TestImage(Base));
            builder.Manifests.Add(builder.AddImage(new TestImage(One)
            {
                Manifest = m => (m["config"]!["mediaType"], m["annotations"]) = ("application/vnd.example.signature", new JsonObject { ["s"] = signature }),
            }));
            return builder;
        }

        var same = Compared.Archives(Signed("1"), Signed("1"));
        var oneSided = Compared.Archives(Signed("1"), OciArchiveBuilder.Of(new TestImage(Base)));
        var other = Compared.Archives(Signed("1"), Signed("2"));

        Assert.AreEqual(Verdict.Reproducible, same.Verdict);
        Assert.HasCount(2, same.Comparison.Remarks);
        Assert.AreEqual(Verdict.Inconclusive, oneSided.Verdict);
        Assert.Contains("is no image and stands on that side alone", oneSided.Diagnostics.Single());
        Assert.AreEqual(Verdict.Inconclusive, other.Verdict);
        Assert.HasCount(2, other.Comparison.NotCompared);
    }

    [TestMethod]
    public void An_archive_compared_with_itself_is_inconclusive_also_through_links()
    {
        using var folder = new TestFolder();
        string archive = OciArchiveBuilder.Of(new TestImage(Base)).Write(folder, Path.Combine("real", "image.tar"));
        string copy = folder.Write("copy.tar", File.ReadAllBytes(archive));

        var itself = Compared.Paths(archive, archive);
        var copied = Compared.Paths(archive, copy);

        Assert.AreEqual(Verdict.Inconclusive, itself.Verdict);
        Assert.Contains("Both sides are one archive", itself.Diagnostics.Single());
        Assert.AreEqual(Verdict.Reproducible, copied.Verdict);

        // Making links needs a right on Windows that few have.
        if (OperatingSystem.IsWindows()) return;
        File.CreateSymbolicLink(folder["link.tar"], archive);
        Directory.CreateSymbolicLink(folder["linked"], folder["real"]);
        Assert.AreEqual(Verdict.Inconclusive, Compared.Paths(archive, folder["link.tar"]).Verdict);
        Assert.AreEqual(Verdict.Inconclusive, Compared.Paths(folder["link.tar"], Path.Combine(folder["linked"], "image.tar")).Verdict);
    }

    [TestMethod]
    public async Task Two_names_of_one_file_are_one_archive()
    {
        if (!OperatingSystem.IsLinux()) Assert.Inconclusive("Only Linux is asked which file a name leads to.");
        using var folder = new TestFolder();
        string archive = OciArchiveBuilder.Of(new TestImage(Base)).Write(folder, "image.tar");
        await CliWrap.Cli.Wrap("ln").WithArguments([archive, folder["other-name.tar"]]).ExecuteAsync();

        var linked = Compared.Paths(archive, folder["other-name.tar"]);

        Assert.AreEqual(Verdict.Inconclusive, linked.Verdict);
        Assert.Contains("Both sides are one archive", linked.Diagnostics.Single());
    }

    [TestMethod]
    public void A_divergence_on_one_platform_outweighs_an_unknown_on_another()
    {
        Assert.AreEqual(Verdict.Divergent, Comparison.Combine([Verdict.Inconclusive, Verdict.Divergent, Verdict.Reproducible]));
        Assert.AreEqual(Verdict.Inconclusive, Comparison.Combine([Verdict.Inconclusive, Verdict.Reproducible]));
        Assert.AreEqual(Verdict.Reproducible, Comparison.Combine([Verdict.Reproducible, Verdict.Reproducible]));
        Assert.AreEqual(Verdict.Inconclusive, Comparison.Combine([]));
    }
}
