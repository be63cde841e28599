using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using ReproBuild.Causes;
using ReproBuild.Causes.Diffs;
using ReproBuild.Core.Tests.Causes.Corpus;
using ReproBuild.Core.Tests.Causes.Dotnet;

namespace ReproBuild.Core.Tests.Causes;

[TestClass]
public sealed class HostileContentTests
{
    [TestMethod]
    public void JSON_of_ten_thousand_levels_is_unexplained()
    {
        byte[] Deep(string inside) => Encoding.ASCII.GetBytes(new string('[', 10_000) + inside + new string(']', 10_000));

        Assert.AreEqual(Certainty.Unexplained, Explained.Contents("a.json", Deep("1"), Deep("2")).Certainty);
    }

    [TestMethod]
    public void Marshalled_tuples_in_tuples_without_end_are_unexplained()
    {
        byte[] Deep(byte last)
        {
            byte[] pyc = new byte[100_000];
            ((byte[])[0xa7, 0x0d, (byte)'\r', (byte)'\n']).CopyTo(pyc, 0);
            for (int i = 16; i + 1 < pyc.Length; i += 2) (pyc[i], pyc[i + 1]) = ((byte)')', 1);
            pyc[^1] = last;
            return pyc;
        }

        Assert.AreNotEqual(Certainty.Proven, Explained.Contents("a.pyc", Deep(1), Deep(2)).Certainty);
    }

    [TestMethod]
    public void A_gzip_of_zeros_without_end_is_not_unpacked()
    {
        byte[] Bomb(byte last)
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            {
                gzip.Write(new byte[8 << 20]);
                gzip.WriteByte(last);
            }

            return packed.ToArray();
        }

        var explanation = Explained.Contents("a.gz", Bomb(1), Bomb(2));

        Assert.AreEqual(Certainty.Unexplained, explanation.Certainty);
        Assert.Contains("unpacks to more than", explanation.NotAnalysed!);
    }

    [TestMethod]
    public void An_xz_of_zeros_without_end_is_not_unpacked()
    {
        // A megabyte of zeros is 300 bytes of xz, and streams may follow each other.
        static byte[] Bomb(int streams) => [.. Enumerable.Repeat(Mutations.Pair("hostile/xz-zeros").Left, streams).SelectMany(s => s)];

        var explanation = Explained.Contents("a.xz", Bomb(40), Bomb(41));

        Assert.AreEqual(Certainty.Unexplained, explanation.Certainty);
        Assert.Contains("unpacks to more than", explanation.NotAnalysed!);
    }

    [TestMethod]
    public void Xz_data_that_ask_for_a_dictionary_of_four_gigabytes_are_read_with_one_as_large_as_they_fill()
    {
        var pair = Mutations.Pair("hostile/xz-dictionary");

        // More than an array can hold is asked for: nothing would be read with it.
        Assert.AreEqual(Certainty.Proven, Explained.Contents("a.xz", pair.Left, pair.Right).Certainty);
    }

    [TestMethod]
    public void Archives_in_archives_without_end_are_opened_as_deep_as_is_allowed_and_the_report_says_so()
    {
        static byte[] Nested(string text)
        {
            byte[] content = Encoding.ASCII.GetBytes(text);
            for (int i = 0; i < 30; i++)
            {
                using var packed = new MemoryStream();
                using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
                using (var entry = zip.CreateEntry("r/r.zip").Open()) entry.Write(content);
                content = packed.ToArray();
            }

            return content;
        }

        var explanation = Explained.Contents("r.zip", Nested("red"), Nested("blue"));

        Assert.AreNotEqual(Certainty.Proven, explanation.Certainty);
        Assert.Contains($"opened {ContentLimits.MaxDepth} deep", explanation.NotAnalysed!);
    }

    [TestMethod]
    public void A_database_whose_pages_lead_in_a_circle_is_unexplained()
    {
        byte[] left = Mutations.Pair("sqlite/layout").Left;
        byte[] right = [.. left];

        // The first child of the table's root is the root.
        int page = BinaryPrimitives.ReadUInt16BigEndian(left.AsSpan(16));
        int root = Enumerable.Range(1, (left.Length / page) - 1).First(i => left[i * page] == 5);
        int cell = BinaryPrimitives.ReadUInt16BigEndian(left.AsSpan((root * page) + 12));
        BinaryPrimitives.WriteUInt32BigEndian(right.AsSpan((root * page) + cell), (uint)root + 1);

        Assert.AreEqual(Certainty.Unexplained, Explained.Contents("a.db", left, right).Certainty);
        Assert.IsNotNull(ContentDiffer.Diff(new ContentPair("a.db", left, right, CauseContext.Unknown), CauseCatalogue.Default.Containers, CancellationToken.None));
    }

    [TestMethod]
    [DataRow("\u007fELF", 64)]
    [DataRow("MZ", 256)]
    [DataRow("PK\u0003\u0004", 64)]
    [DataRow("SQLite format 3\0", 1024)]
    [DataRow("\u0028\u00b5\u002f\u00fd", 64)]
    [DataRow("\u00fd7zXZ\0", 64)]
    [DataRow("BZh91AY&SY", 64)]
    [DataRow("!<arch>\n", 128)]
    [DataRow("\u00fe\u00ed\u00fe\u00ed\0\0\0\u0002", 64)]
    public void What_only_begins_like_a_format_is_unexplained_and_has_its_bytes_shown(string beginning, int length)
    {
        var random = new Random(length);
        for (int i = 0; i < 100; i++)
        {
            byte[] left = new byte[length], right = new byte[length];
            random.NextBytes(left);
            random.NextBytes(right);
            Encoding.Latin1.GetBytes(beginning).CopyTo(left, 0);
            Encoding.Latin1.GetBytes(beginning).CopyTo(right, 0);

            Assert.AreEqual(Certainty.Unexplained, Explained.Contents("a", left, right).Certainty);
            Assert.IsNotNull(ContentDiffer.Diff(new ContentPair("a", left, right, CauseContext.Unknown), CauseCatalogue.Default.Containers, CancellationToken.None));
        }
    }

    [TestMethod]
    public void A_line_without_end_and_bytes_that_are_no_text_stop_nothing()
    {
        byte[] Line(byte last)
        {
            byte[] line = new byte[8 << 20];
            line.AsSpan().Fill((byte)'a');
            (line[100], line[101], line[^1]) = (0xff, 0xc0, last);
            return line;
        }

        Assert.AreEqual(Certainty.Unexplained, Explained.Contents("a.txt", Line((byte)'b'), Line((byte)'c')).Certainty);
    }

    [TestMethod]
    public void What_is_cut_off_or_scrambled_anywhere_stops_nothing()
    {
        var random = new Random(7);
        foreach (var pair in CorpusPair.All)
        {
            for (int i = 0; i < 12; i++)
            {
                byte[] broken = i % 2 == 0 ? pair.Right[..random.Next(pair.Right.Length)] : [.. pair.Right];
                for (int b = 0; b < (i % 2) * 8 && broken.Length > 0; b++) broken[random.Next(broken.Length)] = (byte)random.Next(256);
                if (broken.AsSpan().SequenceEqual(pair.Left)) continue;

                Explained.Contents(pair.Path, pair.Left, broken, pair.Context);
            }
        }
    }
}
