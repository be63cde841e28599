using System.Text;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;

namespace ReproBuild.Core.Tests.Archives;

[TestClass]
public sealed class TarSpecs
{
    [TestMethod]
    public void Every_kind_of_entry_is_read_with_its_raw_header()
    {
        byte[] tar = new TarBuilder().Folder("d/").File("d/f", "hello", 0b101_000_000, 12345).HardLink("d/h", "d/f").SymbolicLink("d/s", "../x")
            .Device("dev/null", '3', 1, 3).Device("dev/sda", '4', 8, 0).Add(new TarItem("pipe") { Type = '6' }).Add(new TarItem("odd", [1]) { Type = 'V' }).Build();

        var entries = Reading.Each(tar, (reader, entry) => (Entry: entry.Detach(), Content: Reading.Content(reader)));

        CollectionAssert.AreEqual(
            new[] { TarEntryType.Directory, TarEntryType.File, TarEntryType.HardLink, TarEntryType.SymbolicLink, TarEntryType.CharacterDevice, TarEntryType.BlockDevice, TarEntryType.Fifo, TarEntryType.Other },
            entries.Select(e => e.Entry.Type).ToArray());
        Assert.AreEqual("hello", Encoding.UTF8.GetString(entries[1].Content));
        Assert.AreEqual(new TarTime(12345, 0), entries[1].Entry.MTime);
        Assert.AreEqual(0b101_000_000, entries[1].Entry.Mode);
        Assert.AreEqual("d/f", entries[2].Entry.LinkTarget);
        Assert.AreEqual("../x", entries[3].Entry.LinkTarget);
        Assert.AreEqual((1u, 3u), (entries[4].Entry.DevMajor, entries[4].Entry.DevMinor));
        Assert.AreEqual((byte)'V', entries[7].Entry.TypeFlag);
        CollectionAssert.AreEqual(tar[..512], entries[0].Entry.RawHeader.ToArray());
    }

    [TestMethod]
    public void Every_format_is_told_and_read()
    {
        byte[] tar = new TarBuilder()
            .Add(new TarItem("v7") { Magic = "" })
            .Add(new TarItem("v7folder/") { Magic = "", Type = '\0' })
            .Add(new TarItem("ustar") { User = "root", Group = "wheel", Header = h => "long/prefix"u8.CopyTo(h.AsSpan(345)) })
            .Add(new TarItem("star") { Header = h => { "short"u8.CopyTo(h.AsSpan(345)); "00000000000\0"u8.CopyTo(h.AsSpan(476)); "tar\0"u8.CopyTo(h.AsSpan(508)); } })
            .Add(new TarItem("gnu") { Magic = "ustar  \0", Header = h => "12345"u8.CopyTo(h.AsSpan(345)) })
            .Add(new TarItem("pax") { Pax = [("mtime", "1.5")] })
            .Build();

        var entries = Reading.Each(tar, (_, e) => e.Detach());

        CollectionAssert.AreEqual(
            new[] { TarFormat.V7, TarFormat.V7, TarFormat.Ustar, TarFormat.Star, TarFormat.Gnu, TarFormat.Pax },
            entries.Select(e => e.Format).ToArray());
        CollectionAssert.AreEqual(new[] { "v7", "v7folder/", "long/prefix/ustar", "short/star", "gnu", "pax" }, entries.Select(e => e.Path).ToArray());
        Assert.AreEqual(TarEntryType.Directory, entries[1].Type);
        Assert.AreEqual(("root", "wheel"), (entries[2].UserName, entries[2].GroupName));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Long_names_and_links_are_read_in_both_of_their_forms(bool gnu)
    {
        string path = "dir/" + new string('ä', 300), link = new string('l', 400);

        var entry = Reading.Single(new TarBuilder().Add(new TarItem(path) { Type = '2', Link = link, GnuLong = gnu, PaxHeaderName = "./PaxHeaders.77/x" }).Build());

        Assert.AreEqual(path, entry.Path);
        Assert.AreEqual(link, entry.LinkTarget);
        Assert.AreEqual((gnu, gnu), (entry.HasGnuLongName, entry.HasGnuLongLink));
        Assert.AreEqual(gnu ? null : "./PaxHeaders.77/x", entry.PaxHeaderName);
        Assert.AreEqual(gnu ? 2 * 512 + 1024 + 512 : 512 + 1536, entry.ExtensionBytes.Length);
    }

    [TestMethod]
    public void Pax_records_are_kept_raw_and_in_order_and_stand_in_for_the_header()
    {
        byte[] tar = new TarBuilder().Add(new TarItem("short", [7])
        {
            Pax = [("path", "the/path"), ("mtime", "-1.25"), ("uid", "3000000000"), ("gid", "8"), ("uname", "üser"), ("gname", "g"), ("SCHILY.xattr.user.a", "x=y\n"), ("LIBARCHIVE.xattr.user.b", "eA"), ("comment", "")],
        }).Build();

        var entry = Reading.Single(tar);

        Assert.AreEqual(("the/path", 3_000_000_000L, 8L, "üser", "g"), (entry.Path, entry.Uid, entry.Gid, entry.UserName, entry.GroupName));
        Assert.AreEqual(new TarTime(-2, 750_000_000), entry.MTime);
        CollectionAssert.AreEqual(
            new[] { "path", "mtime", "uid", "gid", "uname", "gname", "SCHILY.xattr.user.a", "LIBARCHIVE.xattr.user.b", "comment" },
            entry.PaxRecords.Select(r => r.Key).ToArray());
        var xattrs = entry.GetXattrs();
        Assert.AreEqual("x=y\n", Encoding.UTF8.GetString(xattrs["user.a"].Span));
        Assert.IsTrue(xattrs.ContainsKey("user.b"));
    }

    [TestMethod]
    public void Global_records_hold_until_another_takes_their_place()
    {
        byte[] tar = new TarBuilder().Global(("comment", "c0ffee"), ("uid", "5")).File("a").Global(("uid", "6")).File("b").Add(new TarItem("c") { Pax = [("uid", "7")] }).Build();

        var entries = Reading.Each(tar, (_, e) => e.Detach());

        CollectionAssert.AreEqual(new long[] { 5, 6, 7 }, entries.Select(e => e.Uid).ToArray());
        CollectionAssert.AreEqual(new[] { "comment", "uid" }, entries[2].GlobalRecords.Select(r => r.Key).ToArray());
        Assert.IsEmpty(entries[1].PaxRecords);
    }

    [TestMethod]
    public void Numbers_in_base_256_are_read()
    {
        var entry = Reading.Single(new TarBuilder().Add(new TarItem("a") { Uid = 1L << 40, Gid = -2, MTime = -100 }).Build());

        Assert.AreEqual((1L << 40, -2L, new TarTime(-100, 0)), (entry.Uid, entry.Gid, entry.MTime));
    }

    [TestMethod]
    public void A_checksum_over_signed_bytes_is_right_too()
    {
        byte[] header = TarBuilder.HeaderOf(new TarItem("ä"), 0);
        int signed = header.Where((_, i) => i is < 148 or >= 156).Sum(b => (sbyte)b) + 8 * ' ';
        Encoding.ASCII.GetBytes(Convert.ToString(signed, 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);

        Assert.AreEqual("ä", Reading.Single([.. header, .. new byte[1024]]).Path);
    }

    [TestMethod]
    public void Names_that_lead_elsewhere_and_names_that_are_no_text_are_data()
    {
        byte[] tar = new TarBuilder().File("../../etc/passwd").File("/etc/shadow").File("a\nb").Add(new TarItem("x") { Header = h => h[0] = 0xFF }).File("twice", "1").File("twice", "2").Build();

        var entries = Reading.Each(tar, (_, e) => e.Detach());

        CollectionAssert.AreEqual(new[] { "../../etc/passwd", "/etc/shadow", "a\nb", "\uFFFD", "twice", "twice" }, entries.Select(e => e.Path).ToArray());
        CollectionAssert.AreEqual(new byte[] { 0xFF }, entries[3].PathBytes.ToArray());
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void A_name_of_a_megabyte_is_read(bool gnu)
    {
        string path = new('n', 1 << 20);

        Assert.AreEqual(path, Reading.Single(new TarBuilder().Add(new TarItem(path) { GnuLong = gnu }).Build()).Path);
    }

    [TestMethod]
    public void Content_can_be_taken_in_pieces_without_copying()
    {
        byte[] content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7))];
        using var reader = new TarEntryReader(new MemoryStream(new TarBuilder().File("a", content).File("b", "next").Build()), "it");
        reader.Next();
        List<byte> seen = [];

        while (reader.PeekContent() is { IsEmpty: false } piece)
        {
            int taken = Math.Min(piece.Length, 1000);
            seen.AddRange(piece[..taken]);
            reader.AdvanceContent(taken);
        }

        CollectionAssert.AreEqual(content, seen);
        Assert.AreEqual(0, reader.ContentRemaining);
        Assert.AreEqual("b", reader.Next()!.Path);
        using var stream = reader.OpenContent();
        Assert.AreEqual("next", new StreamReader(stream).ReadToEnd());
    }

    [TestMethod]
    public void What_fills_the_last_block_is_shown()
    {
        byte[] tar = new TarBuilder().File("a", "abc").File("b", "def").Build();
        "hidden"u8.CopyTo(tar.AsSpan(512 + 3 + 7));

        var padding = Reading.Each(tar, (reader, entry) => (Reading.Content(reader), entry.Padding.ToArray()).Item2);

        Assert.HasCount(509, padding[0]);
        Assert.AreEqual("hidden", Encoding.UTF8.GetString(padding[0]).Trim('\0'));
        Assert.IsTrue(padding[1].All(b => b == 0));
    }

    [TestMethod]
    public void What_stands_behind_the_last_entry_is_shown()
    {
        byte[] tar = new TarBuilder().File("a", "abc").BuildWithoutEnd();

        Assert.AreEqual((0L, true, false), End(tar));
        Assert.AreEqual((512L, true, false), End([.. tar, .. new byte[512]]));
        Assert.AreEqual((1024L, true, true), End([.. tar, .. new byte[1024]]));
        Assert.AreEqual((10240L, true, true), End([.. tar, .. new byte[10240]]));
        Assert.AreEqual((1028L, false, true), End([.. tar, .. new byte[1024], 1, 2, 3, 4]));
        Assert.AreEqual((1024L, false, false), End([.. tar, .. new byte[512], .. TarBuilder.HeaderOf(new TarItem("lone"), 0)]));
        Assert.AreEqual((300_000L, true, true), End([.. tar, .. new byte[300_000]]));
    }

    private static (long Length, bool IsZero, bool HasMarker) End(byte[] tar)
    {
        using var reader = new TarEntryReader(new MemoryStream(tar), "it");
        while (reader.Next() is not null) { }
        return (reader.End!.Length, reader.End.IsZero, reader.End.HasMarker);
    }
}
