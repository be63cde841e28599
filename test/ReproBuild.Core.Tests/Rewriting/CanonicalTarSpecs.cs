using System.Text;
using ReproBuild.Archives;
using ReproBuild.Diagnostics;

namespace ReproBuild.Core.Tests.Rewriting;

[TestClass]
public sealed class CanonicalTarSpecs
{
    private const long Epoch = 1_700_000_000;

    [TestMethod]
    [DataRow("a")]
    [DataRow("folder/")]
    [DataRow("/absolute")]
    [DataRow("../outside")]
    [DataRow("größe/日本.txt")]
    [DataRow("")]
    public void A_path_is_read_back_as_it_was_written(string path)
    {
        foreach (string longer in new[] { path, path + new string('x', 99), path + "/" + new string('y', 100), new string('z', 150) + "/" + path + new string('w', 90), path + new string('v', 3000), path + new string('u', 154) + "/b/" })
        {
            if (longer.Length == 0) continue;
            var read = ReadBack(File(longer));
            Assert.AreEqual(longer, read.Path);
        }
    }

    [TestMethod]
    public void A_plain_entry_needs_no_pax_record_and_says_nothing_of_the_machine()
    {
        var read = ReadBack(File("app/app.dll") with { Mode = 0b111_101_101, Uid = 1654, Gid = 1000 });

        Assert.IsEmpty(read.PaxRecords);
        Assert.AreEqual((1654L, 1000L, 0b111_101_101), (read.Uid, read.Gid, read.Mode));
        Assert.AreEqual(("", ""), (read.UserName, read.GroupName));
        Assert.AreEqual(new TarTime(Epoch, 0), read.MTime);
    }

    [TestMethod]
    public void A_long_path_that_ustar_can_say_needs_no_pax_record()
    {
        var read = ReadBack(File(new string('p', 155) + "/" + new string('n', 100)));

        Assert.IsEmpty(read.PaxRecords);
        Assert.AreEqual(256, read.Path.Length);
    }

    [TestMethod]
    public void Numbers_beyond_their_fields_are_read_back()
    {
        var read = ReadBack(new CanonicalTarEntry("a"u8.ToArray(), TarEntryType.File, 253_402_300_799) { Uid = 4_294_967_294, Gid = 2_097_152 });

        Assert.AreEqual((4_294_967_294L, 2_097_152L, 253_402_300_799L), (read.Uid, read.Gid, read.MTime.Seconds));
        CollectionAssert.AreEqual(new[] { "gid", "mtime", "uid" }, read.PaxRecords.Select(r => r.Key).ToArray());
    }

    [TestMethod]
    public void Devices_and_links_are_read_back()
    {
        var device = ReadBack(new CanonicalTarEntry("dev/x"u8.ToArray(), TarEntryType.CharacterDevice, Epoch) { DevMajor = 10, DevMinor = 3_000_000 });
        var link = ReadBack(new CanonicalTarEntry("l"u8.ToArray(), TarEntryType.SymbolicLink, Epoch) { LinkTarget = Encoding.UTF8.GetBytes(new string('ä', 80)) });

        Assert.AreEqual((TarEntryType.CharacterDevice, 10u, 3_000_000u), (device.Type, device.DevMajor, device.DevMinor));
        Assert.AreEqual(new string('ä', 80), link.LinkTarget);
    }

    [TestMethod]
    public void Records_are_sorted_whatever_order_they_come_in()
    {
        PaxRecord[] records = [Record("SCHILY.xattr.user.b", "2"), Record("SCHILY.xattr.user.a", "1"), Record("MSWINDOWS.rawsd", "3")];

        byte[] forth = Write(File("ü") with { Records = records });
        byte[] back = Write(File("ü") with { Records = [.. records.Reverse()] });

        CollectionAssert.AreEqual(forth, back);
        CollectionAssert.AreEqual(
            new[] { "MSWINDOWS.rawsd", "SCHILY.xattr.user.a", "SCHILY.xattr.user.b", "path" },
            Read(forth).PaxRecords.Select(r => r.Key).ToArray());
        Assert.AreEqual("PaxHeader", Read(forth).PaxHeaderName);
    }

    [TestMethod]
    [DataRow(3)]
    [DataRow(5)]
    public void Content_of_another_length_than_promised_is_refused(int length)
    {
        var writer = new CanonicalTarWriter(Stream.Null);

        var error = Assert.Throws<ReproException>(() => writer.Write(File("a") with { Size = 4 }, new MemoryStream(new byte[length])));

        Assert.AreEqual(DiagnosticCodes.SizeMismatch, error.Diagnostic.Code);
        Assert.Contains("\"a\"", error.Message);
    }

    private static CanonicalTarEntry File(string path) => new(Encoding.UTF8.GetBytes(path), TarEntryType.File, Epoch);

    private static PaxRecord Record(string key, string value) => new(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value));

    private static TarEntry ReadBack(CanonicalTarEntry entry) => Read(Write(entry));

    private static byte[] Write(CanonicalTarEntry entry)
    {
        using var output = new MemoryStream();
        var tar = new CanonicalTarWriter(output);
        tar.Write(entry);
        tar.Finish();
        return output.ToArray();
    }

    private static TarEntry Read(byte[] tar)
    {
        using var reader = new TarEntryReader(new MemoryStream(tar), "the tar");
        var entry = reader.Next()!.Detach();
        Assert.IsNull(reader.Next());
        Assert.AreEqual((1024L, true), (reader.End!.Length, reader.End.IsZero));
        return entry;
    }
}
