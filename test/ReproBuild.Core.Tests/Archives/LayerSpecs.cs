using System.Security.Cryptography;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Archives;

[TestClass]
public sealed class LayerSpecs : IDisposable
{
    private static readonly byte[] Tar = new TarBuilder().File("etc/hostname", "here\n").File("random", RandomNumberGenerator.GetBytes(700_000)).Build();

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow(LayerCompression.None)]
    [DataRow(LayerCompression.Gzip)]
    [DataRow(LayerCompression.Zstd)]
    public void The_stored_form_is_told_by_the_bytes_and_not_by_the_media_type(LayerCompression compression)
    {
        byte[] blob = compression switch { LayerCompression.Gzip => TestLayer.Gzipped(Tar), LayerCompression.Zstd => TestLayer.Zstd(Tar).Blob, _ => Tar };
        using var archive = ImageArchive.Open(Reading.ArchiveOf(_folder, blob, Tar, MediaTypes.DockerLayerGzip));

        using var reader = LayerReader.Open(archive, archive.Images[0].Layers[0], CancellationToken.None);

        Assert.AreEqual(compression, reader.Compression);
        Assert.AreEqual("etc/hostname", reader.Next()!.Path);
        reader.VerifyToEnd();
    }

    [TestMethod]
    public void A_gzip_layer_of_many_members_is_read_to_the_last()
    {
        // Two split points: inside content, and right behind a header; and an empty member between.
        byte[] blob = [.. TestLayer.Gzipped(Tar[..700]), .. TestLayer.Gzipped([]), .. TestLayer.Gzipped(Tar[700..2048]), .. TestLayer.Gzipped(Tar[2048..])];

        Reading.Everything(Reading.ArchiveOf(_folder, blob, Tar));
    }

    [TestMethod]
    public void A_gzip_member_may_end_anywhere_in_the_decoders_own_buffer()
    {
        // The platform's decoder reads 8192 bytes at a time and looks for the next member in what is left of them.
        byte[] noise = RandomNumberGenerator.GetBytes(9000);
        for (int length = 8120; length < 8200; length++)
        {
            byte[] first = noise[..length];
            byte[] tar = new TarBuilder().File("noise", first).Build();
            byte[] blob = [.. TestLayer.Gzipped(tar[..(512 + length)]), .. TestLayer.Gzipped(tar[(512 + length)..])];

            Reading.Everything(Reading.ArchiveOf(_folder, blob, tar));
        }
    }

    [TestMethod]
    public void A_zstd_layer_of_many_frames_and_a_skippable_one_is_read_to_the_last()
    {
        byte[] blob = [0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3, .. TestLayer.Zstd(Tar[..700]).Blob, .. TestLayer.Zstd(Tar[700..]).Blob];

        Reading.Everything(Reading.ArchiveOf(_folder, blob, Tar, MediaTypes.OciLayerZstd));
    }

    [TestMethod]
    public void A_gzip_layer_that_lacks_any_number_of_its_last_bytes_is_refused_as_truncated()
    {
        byte[] tar = new TarBuilder().File("etc/hostname", "here\n").Build();
        byte[] whole = TestLayer.Gzipped(tar);
        for (int length = 3; length < whole.Length; length++)
        {
            string path = Reading.ArchiveOf(_folder, whole[..length], tar);

            string message = Reading.Refused(DiagnosticCodes.MalformedLayer, () => Reading.Everything(path));

            Assert.Contains("truncated", message, $"{length} of {whole.Length} bytes");
        }
    }

    [TestMethod]
    public void A_zstd_layer_that_lacks_its_last_bytes_is_refused()
    {
        byte[] whole = TestLayer.Zstd(Tar).Blob;

        Reading.Refused(DiagnosticCodes.MalformedLayer, () => Reading.Everything(Reading.ArchiveOf(_folder, whole[..^1], Tar, MediaTypes.OciLayerZstd)));
        Reading.Refused(DiagnosticCodes.MalformedLayer, () => Reading.Everything(Reading.ArchiveOf(_folder, whole[..(whole.Length / 2)], Tar, MediaTypes.OciLayerZstd)));
    }

    [TestMethod]
    [DataRow(new byte[] { 0 })]
    [DataRow(new byte[] { 1, 2, 3 })]
    [DataRow(new byte[] { 0x1f })]
    [DataRow(new byte[] { 0x1f, 0x8b, 8, 0 })]
    public void Bytes_behind_the_gzip_data_are_refused(byte[] garbage)
    {
        string path = Reading.ArchiveOf(_folder, [.. TestLayer.Gzipped(Tar), .. garbage], Tar);

        Reading.Refused(DiagnosticCodes.MalformedLayer, () => Reading.Everything(path));
    }

    [TestMethod]
    public void Bytes_behind_the_zstd_data_are_refused()
    {
        string path = Reading.ArchiveOf(_folder, [.. TestLayer.Zstd(Tar).Blob, 1, 2, 3, 4, 5, 6, 7, 8], Tar, MediaTypes.OciLayerZstd);

        Reading.Refused(DiagnosticCodes.MalformedLayer, () => Reading.Everything(path));
    }

    [TestMethod]
    [DataRow("BZh91AY&SY", "bzip2")]
    [DataRow("\u00FD7zXZ\0", "xz")]
    public void A_compression_that_images_do_not_know_is_named(string magic, string name)
    {
        string path = Reading.ArchiveOf(_folder, [.. magic.Select(c => (byte)c), .. new byte[600]], Tar);

        Assert.Contains(name, Reading.Refused(DiagnosticCodes.MalformedLayer, () => Reading.Everything(path)));
    }

    [TestMethod]
    public void A_damaged_blob_is_told_as_a_wrong_digest_and_not_by_what_the_damage_did()
    {
        byte[] blob = TestLayer.Gzipped(Tar);
        var builder = OciArchiveBuilder.Of(new TestImage(new TestLayer(Tar, blob, MediaTypes.OciLayerGzip))).Finish();
        byte[] damaged = [.. blob];
        damaged.AsSpan(20, 40).Fill(0xFF);
        builder.Files[OciArchiveBuilder.PathOf(Digest.Of(blob))] = damaged;

        Reading.Refused(DiagnosticCodes.DigestMismatch, () => Reading.Everything(builder.Write(_folder)));
    }

    [TestMethod]
    public void A_layer_that_unpacks_to_far_more_than_it_is_is_refused_with_the_name_of_the_limit()
    {
        byte[] tar = new TarBuilder().File("zeros", new byte[20 << 20]).Build();
        using var archive = ImageArchive.Open(Reading.ArchiveOf(_folder, TestLayer.Gzipped(tar), tar));
        var source = archive.FindLayer(archive.Images[0].Layers[0]);

        using var refused = LayerReader.Open(source, new ExpansionGuard(ratio: 100, free: 1 << 20), CancellationToken.None);
        using var allowed = LayerReader.Open(source, new ExpansionGuard(ratio: 100, free: 30 << 20), CancellationToken.None);

        Assert.Contains("Limits.MaxExpansionRatio", Reading.Refused(DiagnosticCodes.LimitExceeded, refused.VerifyToEnd));
        allowed.VerifyToEnd();
    }

    [TestMethod]
    public void A_diff_id_is_not_asked_for_where_the_blob_vouches_for_itself_and_the_caller_says_so()
    {
        using var archive = ImageArchive.Open(OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(Tar) with { DiffId = Digest.Of([1]) })).Write(_folder));
        using var docker = ImageArchive.Open(_folder.Write("docker.tar", OciArchiveBuilder.DockerArchive(new TestImage(TestLayer.Gzip(Tar) with { DiffId = Digest.Of([1]) }))));

        using var unasked = LayerReader.Open(archive, archive.Images[0].Layers[0], CancellationToken.None, checkDiffId: false);
        using var needed = LayerReader.Open(docker, docker.Images[0].Layers[0], CancellationToken.None, checkDiffId: false);

        unasked.VerifyToEnd();
        Reading.Refused(DiagnosticCodes.DigestMismatch, needed.VerifyToEnd);
    }

    [TestMethod]
    public void Reading_can_be_cancelled_and_abandoned()
    {
        byte[] tar = new TarBuilder().File("large", new byte[20 << 20]).Build();
        using var archive = ImageArchive.Open(OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(tar))).Write(_folder));
        using var cancellation = new CancellationTokenSource();

        using (var abandoned = LayerReader.Open(archive, archive.Images[0].Layers[0], CancellationToken.None)) abandoned.Next();
        using var cancelled = LayerReader.Open(archive, archive.Images[0].Layers[0], cancellation.Token);
        cancellation.Cancel();

        Assert.ThrowsExactly<OperationCanceledException>(cancelled.VerifyToEnd);
    }

    [TestMethod]
    public void A_stored_blob_is_given_as_it_is_and_checked_at_its_end()
    {
        var layer = TestLayer.Gzip(Tar);
        var builder = OciArchiveBuilder.Of(new TestImage(layer)).Finish();
        using var archive = ImageArchive.Open(builder.Write(_folder));
        builder.Files[OciArchiveBuilder.PathOf(Digest.Of(layer.Blob))] = [.. layer.Blob[..^1], (byte)(layer.Blob[^1] ^ 1)];
        using var lying = ImageArchive.Open(builder.Write(_folder, "lying.tar"));
        using var copy = new MemoryStream();

        using (var blob = archive.OpenBlob(archive.Images[0].Layers[0].Blob)) blob.CopyTo(copy);
        using var lie = lying.OpenBlob(lying.Images[0].Layers[0].Blob);

        CollectionAssert.AreEqual(layer.Blob, copy.ToArray());
        Reading.Refused(DiagnosticCodes.DigestMismatch, () => lie.CopyTo(Stream.Null));
    }

    [TestMethod]
    public void A_layer_of_no_bytes_has_no_entries()
    {
        using var archive = ImageArchive.Open(Reading.ArchiveOf(_folder, [], [], MediaTypes.OciLayer));
        using var reader = LayerReader.Open(archive, archive.Images[0].Layers[0], CancellationToken.None);

        Assert.IsNull(reader.Next());
        Assert.IsFalse(reader.End!.HasMarker);
    }
}
