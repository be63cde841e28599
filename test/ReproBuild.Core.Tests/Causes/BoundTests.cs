using System.IO.Compression;
using System.Text;
using ReproBuild.Causes;
using ReproBuild.Core.Tests.Infra;

namespace ReproBuild.Core.Tests.Causes;

/// <summary>The bounds of docs/explaining.md: what is beyond them is never claimed, and the reason is told.</summary>
[TestClass]
public sealed class BoundTests
{
    [TestMethod]
    [DataRow((4 << 20) - 100, true)]
    [DataRow((4 << 20) + 100, false)]
    public void JSON_is_sorted_up_to_4_MiB(int length, bool proven)
    {
        string[] members = ["\"a\": 1", "\"b\": 2", $"\"c\": \"{new string('x', length - 30)}\""];
        byte[] Object(IEnumerable<string> inOrder) => Encoding.ASCII.GetBytes($"{{{string.Join(", ", inOrder)}}}");

        var explanation = Explained.Contents("usr/share/a.json", Object(members), Object(members.Reverse()));

        if (proven) AssertProven("json-order", explanation);
        else AssertLeft("it is longer than the 4 MiB up to which JSON is sorted", explanation);
    }

    [TestMethod]
    [DataRow(255_000, 65, true)]
    [DataRow(260_000, 65, false)]
    [DataRow(499_000, 7, true)]
    [DataRow(501_000, 7, false)]
    public void Lines_are_sorted_up_to_16_MiB_and_half_a_million(int lines, int length, bool proven)
    {
        string[] text = [.. Enumerable.Range(0, lines).Select(i => i.ToString("x6", null) + new string('a', length - 7))];
        byte[] Text(IEnumerable<string> inOrder) => Encoding.ASCII.GetBytes(string.Join('\n', inOrder) + "\n");

        var explanation = Explained.Contents("usr/share/files.list", Text(text), Text(text.Reverse()));

        if (proven) AssertProven("line-order", explanation);
        else AssertLeft("it is too long a text for its lines to be sorted", explanation);
    }

    [TestMethod]
    [DataRow(149_000, true)]
    [DataRow(151_000, false)]
    public void A_hundred_and_fifty_thousand_times_of_one_file_are_masked_and_no_more(int count, bool proven)
    {
        byte[] Text(int second) => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, count).Select(i => $"{i} 2026-01-01T10:00:0{second}Z\n")));

        var explanation = Explained.Contents("usr/share/times.txt", Text(1), Text(2));

        if (proven) AssertProven("embedded-timestamp", explanation);
        else AssertLeft("it holds over 150000 times", explanation);
    }

    [TestMethod]
    [DataRow((32 << 20) - 100, true)]
    [DataRow((32 << 20) + 100, false)]
    public void A_file_is_looked_into_up_to_32_MiB(int length, bool proven)
    {
        var diagnosis = Explained.Tars(new TarBuilder().File("a.txt", Dated(length, 1)), new TarBuilder().File("a.txt", Dated(length, 2)));

        Assert.AreEqual(proven ? Certainty.Proven : Certainty.Unexplained, diagnosis.Differences.Single().Certainty);
        Assert.AreEqual(proven ? null : "it is longer than 32 MiB", diagnosis.Differences.Single().NotAnalysed);
    }

    [TestMethod]
    [DataRow((32 << 20) - 100, true)]
    [DataRow((32 << 20) + 100, false)]
    public void A_member_of_an_archive_is_looked_into_up_to_32_MiB(int length, bool proven)
    {
        var explanation = Explained.Contents("a.zip", Zip(1, Dated(length, 1)), Zip(1, Dated(length, 2)));

        if (proven) AssertProven("embedded-timestamp", explanation);
        else AssertLeft("a member is longer than 32 MiB", explanation);
    }

    [TestMethod]
    [DataRow(2, true)]
    [DataRow(8, false)]
    public void What_archives_of_one_file_unpack_to_is_bounded_together(int members, bool proven)
    {
        // Each unpacks to another content, so that nothing can be held once.
        byte[] File(int side) => Zip(members, [.. Enumerable.Range(0, members).Select(i => Dated((12 << 20) + i, side))]);

        var diagnosis = Explained.Tars(new TarBuilder().File("a.zip", File(1)), new TarBuilder().File("a.zip", File(2)));

        var difference = diagnosis.Differences.Single();
        Assert.AreEqual(proven ? Certainty.Proven : Certainty.Unexplained, difference.Certainty);
        if (!proven) Assert.Contains("takes more than the 128 MiB of memory that one file may have", difference.NotAnalysed!);
    }

    [TestMethod]
    public void Of_names_without_end_fewer_are_listed_and_all_are_counted()
    {
        const int count = 12_000;
        TarBuilder Layer(int time)
        {
            var tar = new TarBuilder();
            for (int i = 0; i < count; i++) tar.File($"{string.Join('/', Enumerable.Repeat(new string('n', 100), 38))}/{i}", mtime: time);
            return tar;
        }

        var diagnosis = Explained.Tars(Layer(1), Layer(2));

        Assert.AreEqual(count, diagnosis.DifferenceCount);
        Assert.AreEqual(count, diagnosis.ProvenCount);
        Assert.IsTrue(diagnosis.Differences.Count is > 1000 and < count, diagnosis.Differences.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static void AssertProven(string cause, ContentExplanation explanation)
    {
        Assert.AreEqual(Certainty.Proven, explanation.Certainty, explanation.NotAnalysed);
        Assert.Contains(cause, explanation.Names());
    }

    private static void AssertLeft(string why, ContentExplanation explanation)
    {
        Assert.AreEqual(Certainty.Unexplained, explanation.Certainty, explanation.Names());
        Assert.IsEmpty(explanation.Claims);
        Assert.AreEqual(why, explanation.NotAnalysed);
    }

    private static byte[] Dated(int length, int second)
    {
        byte[] text = Encoding.ASCII.GetBytes(new string('x', length));
        Encoding.ASCII.GetBytes($"\nbuilt 2026-01-01T10:00:0{second}Z\n").CopyTo(text, length / 2);
        return text;
    }

    // Half of each is stored, so that the archive is long enough for what it unpacks to.
    private static byte[] Zip(int members, params byte[][] contents)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("stored", CompressionLevel.NoCompression, new byte[1 << 20]);
            for (int i = 0; i < members; i++) Add($"{i}.txt", CompressionLevel.Fastest, contents[i]);

            void Add(string name, CompressionLevel level, byte[] content)
            {
                var entry = zip.CreateEntry(name, level);
                entry.LastWriteTime = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var to = entry.Open();
                to.Write(content);
            }
        }

        return stream.ToArray();
    }
}
