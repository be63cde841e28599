using System.Text;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;

namespace ReproBuild.Core.Tests.Archives;

[TestClass]
public sealed class SparseSpecs
{
    // Ten bytes, of which 2-4 and 7-8 are stored.
    private static readonly byte[] Stored = "cdehi"u8.ToArray();

    private const string Whole = "\0\0cde\0\0hi\0";

    public static IEnumerable<object[]> Forms =>
    [
        ["pax 0.0", new TarBuilder().Add(new TarItem("GNUSparseFile.1/f", Stored) { Pax = [("GNU.sparse.size", "10"), ("GNU.sparse.numblocks", "2"), ("GNU.sparse.offset", "2"), ("GNU.sparse.numbytes", "3"), ("GNU.sparse.offset", "7"), ("GNU.sparse.numbytes", "2"), ("path", "f")] })],
        ["pax 0.1", new TarBuilder().Add(new TarItem("GNUSparseFile.1/f", Stored) { Pax = [("GNU.sparse.size", "10"), ("GNU.sparse.numblocks", "2"), ("GNU.sparse.map", "2,3,7,2"), ("GNU.sparse.name", "f")] })],
        ["pax 1.0", new TarBuilder().Add(new TarItem("GNUSparseFile.1/f", [.. Block("2\n2\n3\n7\n2\n"), .. Stored]) { Pax = [("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", "f"), ("GNU.sparse.realsize", "10")] })],
        ["old GNU", new TarBuilder().Add(new TarItem("f", Stored) { Type = 'S', Magic = "ustar  \0", Header = h => Slots(h, 386, (2, 3), (7, 2)) })],
    ];

    [TestMethod]
    [DynamicData(nameof(Forms))]
    public void A_sparse_file_is_read_with_its_map_its_pieces_and_as_a_whole(string form, TarBuilder tar)
    {
        using var reader = new TarEntryReader(new MemoryStream(tar.File("next", "x").Build()), form);

        var entry = reader.Next()!;
        using var content = reader.OpenContent();
        string whole = new StreamReader(content).ReadToEnd();
        var kept = entry.Detach();

        Assert.AreEqual(Whole, whole);
        Assert.AreEqual("next", reader.Next()!.Path);
        Assert.AreEqual((TarEntryType.SparseFile, "f", 10L, 5L), (kept.Type, kept.Path, kept.Size, kept.StoredSize));
        CollectionAssert.AreEqual(new SparseSegment[] { new(2, 3), new(7, 2) }, kept.SparseMap!.ToArray());
    }

    [TestMethod]
    public void A_map_that_goes_on_in_blocks_of_its_own_is_read_and_kept_raw()
    {
        var more = new byte[512];
        Slots(more, 0, (100, 1), (200, 1));
        var header = TarBuilder.HeaderOf(new TarItem("f")
        {
            Type = 'S',
            Magic = "ustar  \0",
            Header = h => { Slots(h, 386, (2, 3), (7, 2), (20, 1), (30, 1)); TarBuilder.Number(h, 483, 12, 300); h[482] = 1; },
        }, 9);

        var entry = Reading.Single(new TarBuilder().Raw(header).Raw(more).Padded(new byte[9]).Build());

        Assert.HasCount(6, entry.SparseMap!);
        Assert.AreEqual(300, entry.Size);
        CollectionAssert.AreEqual(more, entry.ExtensionBytes.ToArray());
    }

    [TestMethod]
    [DataRow("3,3,2,2", DisplayName = "falling")]
    [DataRow("2,3,4,2", DisplayName = "overlapping")]
    [DataRow("2,3,9,2", DisplayName = "beyond the end")]
    [DataRow("2,3,7", DisplayName = "half a piece")]
    [DataRow("2,3,7,1", DisplayName = "less than is stored")]
    [DataRow("2,3,x,2", DisplayName = "no number")]
    [DataRow("9223372036854775807,5", DisplayName = "overflowing")]
    [DataRow("", DisplayName = "nothing")]
    public void A_map_that_cannot_be_is_refused(string map) => Reading.Refused(DiagnosticCodes.MalformedLayer, () => Reading.All(
        new TarBuilder().Add(new TarItem("f", Stored) { Pax = [("GNU.sparse.size", "10"), ("GNU.sparse.numblocks", "2"), ("GNU.sparse.map", map)] }).Build()));

    [TestMethod]
    [DataRow("2\n2\n3\n7\n", DisplayName = "too short")]
    [DataRow("-1\n", DisplayName = "negative")]
    [DataRow("\n\n\n", DisplayName = "no digits")]
    [DataRow("1\n1111111111111111111111\n1\n", DisplayName = "too long a number")]
    public void A_stored_map_that_cannot_be_is_refused(string map) => Reading.Refused(DiagnosticCodes.MalformedLayer, () => Reading.All(
        new TarBuilder().Add(new TarItem("f", [.. Block(map), .. Stored]) { Pax = [("GNU.sparse.major", "1"), ("GNU.sparse.realsize", "10")] }).Build()));

    [TestMethod]
    public void A_map_of_too_many_pieces_is_refused_with_the_name_of_the_limit()
    {
        byte[] tar = new TarBuilder().Add(new TarItem("f", Block("99999999\n")) { Pax = [("GNU.sparse.major", "1"), ("GNU.sparse.realsize", "10")] }).Build();

        Assert.Contains("Limits.MaxSparseSegments", Reading.Refused(DiagnosticCodes.LimitExceeded, () => Reading.All(tar)));
    }

    private static byte[] Block(string text)
    {
        var block = new byte[512];
        Encoding.ASCII.GetBytes(text).CopyTo(block, 0);
        return block;
    }

    private static void Slots(byte[] header, int at, params (long Offset, long Length)[] slots)
    {
        foreach (var (offset, length) in slots)
        {
            TarBuilder.Number(header, at, 12, offset);
            TarBuilder.Number(header, at + 12, 12, length);
            at += 24;
        }
        if (at > 386) TarBuilder.Number(header, 483, 12, 10);
    }
}
