using System.IO.Compression;
using System.Text;
using ReproBuild.Causes;
using ReproBuild.Core.Tests.Infra;

namespace ReproBuild.Core.Tests.Causes.Formats;

/// <summary>Zip archives that are too long to be looked at as a whole: Java applications with their libraries, most of all.</summary>
[TestClass]
public sealed class LongZipTests
{
    private const int Long = 33 << 20;

    [TestMethod]
    [DataRow(CompressionLevel.NoCompression)]
    [DataRow(CompressionLevel.Fastest)]
    public void Times_in_a_long_jar_are_explained(CompressionLevel packed)
    {
        var diagnosis = Diagnose(Jar(1, "main", packed), Jar(2, "main", packed));

        var difference = diagnosis.Differences.Single();
        Assert.AreEqual(Certainty.Proven, difference.Certainty, difference.NotAnalysed);
        Assert.AreEqual("zip-times", Names(difference));
        Assert.IsTrue(diagnosis.Counterfactual!.Equal);
    }

    [TestMethod]
    public void A_file_in_a_long_jar_is_explained_by_its_own_cause()
    {
        var difference = Diagnose(Jar(1, "built 2026-01-01T10:00:01Z"), Jar(2, "built 2026-01-01T10:00:02Z")).Differences.Single();

        Assert.AreEqual(Certainty.Proven, difference.Certainty, difference.NotAnalysed);
        Assert.AreEqual("embedded-timestamp zip-times", Names(difference));
        Assert.Contains("/app/app.jar!/Main.class", difference.Claims[0].Sentence!);
    }

    [TestMethod]
    public void Another_file_in_a_long_jar_is_not()
    {
        var difference = Diagnose(Jar(1, "main"), Jar(2, "niam")).Differences.Single();

        Assert.AreNotEqual(Certainty.Proven, difference.Certainty);
    }

    [TestMethod]
    [DataRow(6, "flags of the first header")]
    [DataRow(31, "its name")]
    [DataRow(20 << 20, "a library")]
    [DataRow(-20, "the count of entries")]
    [DataRow(-1, "the comment")]
    [DataRow(-120, "the directory")]
    public void A_flipped_bit_in_a_long_jar_is_not_proven(int at, string where)
    {
        byte[] left = Jar(1, "main"), right = Jar(2, "main");
        right[at < 0 ? right.Length + at : at] ^= 1;

        var difference = Diagnose(left, right).Differences.Single();

        Assert.AreNotEqual(Certainty.Proven, difference.Certainty, where);
    }

    [TestMethod]
    public void A_wrong_checksum_beside_the_same_bytes_is_not_proven()
    {
        byte[] left = Jar(1, "main"), right = Jar(2, "main");
        var checksums = Places(right, Crc(left));
        Assert.HasCount(2, checksums);
        foreach (int at in checksums) right[at] ^= 1;

        var difference = Diagnose(left, right).Differences.Single();

        Assert.AreNotEqual(Certainty.Proven, difference.Certainty);
    }

    [TestMethod]
    public void Files_of_one_name_in_a_long_jar_hide_nothing()
    {
        byte[] Twice(int second, string first, string other) => Zip(second, CompressionLevel.NoCompression, ("lib.jar", Filled()), ("Main.class", Bytes(first)), ("Main.class", Bytes(other)));

        var difference = Diagnose(Twice(1, "0f0f0f0f0f0f0f0f", "main"), Twice(2, "main", "0f0f0f0f0f0f0f0f")).Differences.Single();

        Assert.AreNotEqual(Certainty.Proven, difference.Certainty);
    }

    [TestMethod]
    public void Where_much_of_a_long_jar_differs_that_is_said()
    {
        byte[] other = Filled();
        other[5]++;

        var difference = Diagnose(
            Zip(1, CompressionLevel.NoCompression, ("lib.jar", Filled())), Zip(2, CompressionLevel.NoCompression, ("lib.jar", other))).Differences.Single();

        Assert.AreEqual(Certainty.Unexplained, difference.Certainty);
        Assert.AreEqual("it is longer than 32 MiB, and the files in it that differ are longer than 32 MiB", difference.NotAnalysed);
    }

    [TestMethod]
    public void A_long_zip_that_is_all_headers_is_left_unexplained_and_not_held_in_memory()
    {
        var difference = Diagnose(Headers(1), Headers(2)).Differences.Single();

        Assert.AreEqual(Certainty.Unexplained, difference.Certainty);
        Assert.AreEqual("it is longer than 32 MiB, and the zip's headers are longer than 32 MiB", difference.NotAnalysed);
    }

    private static string Names(ExplainedDifference difference) => string.Join(" ", difference.Claims.Select(c => c.Cause.Id));

    private static Diagnosis Diagnose(byte[] left, byte[] right) =>
        Explained.Tars(new TarBuilder().File("app/app.jar", left), new TarBuilder().File("app/app.jar", right));

    private static byte[] Jar(int second, string main, CompressionLevel packed = CompressionLevel.NoCompression) =>
        Zip(second, packed, ("BOOT-INF/lib/library.jar", Filled()), ("Main.class", Bytes(main)), ("empty.txt", []));

    private static byte[] Zip(int second, CompressionLevel packed, params (string Name, byte[] Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true) { Comment = "made by hand" })
        {
            foreach (var (name, content) in files)
            {
                var entry = zip.CreateEntry(name, packed);
                entry.LastWriteTime = new DateTimeOffset(2026, 1, 1, 10, 0, 2 * second, TimeSpan.Zero);
                using var to = entry.Open();
                to.Write(content);
            }
        }

        return stream.ToArray();
    }

    // Empty files with long extra fields in their local headers.
    private static byte[] Headers(byte last)
    {
        const ushort Count = 600, Extra = 60_000;
        using var stream = new MemoryStream();
        using var to = new BinaryWriter(stream);
        for (int i = 0; i < Count; i++)
        {
            to.Write("PK\x03\x04"u8);
            to.Write([.. new byte[22], 1, 0]);
            to.Write((ushort)(Extra + 4));
            to.Write((byte)'n');
            to.Write((ushort)0x9999);
            to.Write(Extra);
            to.Write([.. new byte[Extra - 1], last]);
        }

        int start = (int)stream.Length, entry = start / Count;
        for (int i = 0; i < Count; i++)
        {
            to.Write("PK\x01\x02"u8);
            to.Write([.. new byte[24], 1, .. new byte[13]]);
            to.Write(i * entry);
            to.Write((byte)'n');
        }

        int length = (int)stream.Length - start;
        to.Write("PK\x05\x06\0\0\0\0"u8);
        to.Write(Count);
        to.Write(Count);
        to.Write(length);
        to.Write(start);
        to.Write((ushort)0);
        return stream.ToArray();
    }

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);

    private static byte[] Filled()
    {
        byte[] bytes = new byte[Long];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    // The checksum of the last file that is not empty, as the directory has it.
    private static byte[] Crc(byte[] zip)
    {
        int at = zip.AsSpan().LastIndexOf("PK\x01\x02"u8);
        at = zip.AsSpan(0, at).LastIndexOf("PK\x01\x02"u8);
        return zip[(at + 16)..(at + 20)];
    }

    private static List<int> Places(byte[] content, byte[] bytes)
    {
        var places = new List<int>();
        for (int at = 0; content.AsSpan(at).IndexOf(bytes) is >= 0 and var next; at = places[^1] + 1) places.Add(at + next);
        return places;
    }
}
