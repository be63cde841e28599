using System.Text;
using ReproBuild.Comparing;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;

namespace ReproBuild.Core.Tests.Comparing;

[TestClass]
public sealed class EntrySpecs
{
    private static readonly TarItem File = new("etc/x", "same\n"u8.ToArray());

    public static IEnumerable<object[]> Fields =>
    [
        ["mtime", File with { MTime = 1_700_000_000 }, File with { MTime = 1_700_000_001 }, "mtime: 2023-11-14T22:13:20Z / 2023-11-14T22:13:21Z"],
        ["mode", File, File with { Mode = 493 }, "mode: 0644 / 0755"],
        ["uid", File, File with { Uid = 1000 }, "uid: 0 / 1000"],
        ["gid", File, File with { Gid = 5_000_000_000 }, "gid: 0 / 5000000000"],
        ["uname", File, File with { User = "root" }, "uname:  / root"],
        ["gname", File with { Group = "a" }, File with { Group = "b" }, "gname: a / b"],
        ["name", File, File with { Path = "./etc/x" }, "name: etc/x / ./etc/x"],
        ["devmajor", File with { Type = '3', Content = null, DevMajor = 1 }, File with { Type = '3', Content = null, DevMajor = 2 }, "devmajor: 1 / 2"],
        ["devminor", File with { Type = '4', Content = null, DevMinor = 1 }, File with { Type = '4', Content = null, DevMinor = 2 }, "devminor: 1 / 2"],
        ["format", File with { Magic = "ustar  \0" }, File, "format: gnu / ustar"],
        ["xattr", File with { Pax = [("SCHILY.xattr.user.a", "1")] }, File with { Pax = [("SCHILY.xattr.user.a", "2")] }, "pax.SCHILY.xattr.user.a: 1 / 2"],
        ["atime", File with { Pax = [("atime", "1.5")] }, File with { Pax = [("atime", "2.5")] }, "pax.atime: 1.5 / 2.5"],
        ["pax mtime", File with { Pax = [("mtime", "1.25")] }, File with { Pax = [("mtime", "1.5")] }, "mtime: 1970-01-01T00:00:01.25Z / 1970-01-01T00:00:01.5Z"],
        ["pax order", File with { Pax = [("a", "1"), ("b", "2")] }, File with { Pax = [("b", "2"), ("a", "1")] }, "pax.order: a, b / b, a"],
        ["pax name", File with { Pax = [("a", "1")], PaxHeaderName = "./PaxHeaders.12/x" }, File with { Pax = [("a", "1")], PaxHeaderName = "./PaxHeaders.34/x" }, "pax header name: ./PaxHeaders.12/x / ./PaxHeaders.34/x"],
        ["pax record twice", File with { Pax = [("a", "1"), ("a", "2")] }, File with { Pax = [("a", "1"), ("a", "3")] }, "pax.a#2: 2 / 3"],
        ["how a number is written", File, File with { Header = h => "000644 \0"u8.CopyTo(h.AsSpan(100)) }, "header.mode: 0000644 and 1 NUL / 000644  and 1 NUL"],
        ["what stands in unused bytes", File, File with { Header = h => h[50] = (byte)'z' }, null!],
        ["link target", new TarItem("l") { Type = '2', Link = "a" }, new TarItem("l") { Type = '2', Link = "b" }, "link target: a / b"],
        ["type", File, File with { Type = '5', Content = null, Path = "etc/x/" }, null!],
    ];

    [TestMethod]
    [DynamicData(nameof(Fields))]
    public void A_field_that_differs_is_told_and_no_other(string what, TarItem left, TarItem right, string? expected)
    {
        var compared = Compared.Tars(new TarBuilder().Add(left), new TarBuilder().Add(right));

        Assert.AreEqual(Verdict.Divergent, compared.Verdict, what);
        if (expected is not null) Assert.AreEqual(expected, compared.OnlyField(), what);
        else Assert.IsNotEmpty(compared.Differences, what);
    }

    [TestMethod]
    [DynamicData(nameof(Fields))]
    public void The_same_field_is_told_where_the_entries_stand_in_another_order(string what, TarItem left, TarItem right, string? expected)
    {
        var one = new TarBuilder().File("1").File("2").Add(left);
        var two = new TarBuilder().Add(right).File("2").File("1");

        var compared = Compared.Tars(one, two);

        var told = compared.Differences.Where(d => d.Kind != DifferenceKind.EntryOrder).ToArray();
        Assert.Contains(DifferenceKind.EntryOrder, compared.Differences.Select(d => d.Kind), what);
        if (expected is not null)
        {
            Assert.HasCount(1, told, what);
            Assert.AreEqual(expected, $"{told[0].Fields.Single().Name}: {told[0].Fields[0].Left ?? "-"} / {told[0].Fields[0].Right ?? "-"}", what);
        }
        else
        {
            Assert.IsNotEmpty(told, what);
        }
    }

    [TestMethod]
    public void A_content_difference_quotes_the_first_differing_line_of_both_sides()
    {
        var compared = Compared.Tars(
            new TarBuilder().File("build-info", "first\nbuilt 17:10:55 here\nlast\n"), new TarBuilder().File("build-info", "first\nbuilt 17:10:56 here\nlast\n"));

        var content = compared.Only().Content!;
        Assert.AreEqual("built 17:10:55 here", content.LeftExcerpt);
        Assert.AreEqual("built 17:10:56 here", content.RightExcerpt);
        Assert.AreEqual(19, content.Offset);
        Assert.AreEqual(
            "error REPRO5299: /build-info differs: \"built 17:10:55 here\" against \"built 17:10:56 here\" (first at byte 19 of 31 bytes). Made by \"step 1\" (layer 1 of 1).",
            compared.Diagnostics[0]);
    }

    [TestMethod]
    public void A_hostile_content_is_escaped_and_cut()
    {
        var compared = Compared.Tars(
            new TarBuilder().File("x", "a\u001b[31m\u202eevil\r" + new string('b', 500)), new TarBuilder().File("x", "b\u001b[31m\u202eevil\r" + new string('b', 500)));

        string excerpt = compared.Only().Content!.LeftExcerpt!;
        Assert.StartsWith("a\\u{1b}[31m\\u{202e}evil\\r", excerpt);
        Assert.EndsWith("…", excerpt);
        Assert.IsLessThan(200, excerpt.Length);
    }

    [TestMethod]
    public void A_binary_content_is_told_by_its_place_alone()
    {
        var compared = Compared.Tars(
            new TarBuilder().File("x", [1, 0, 2, 3]), new TarBuilder().File("x", [1, 0, 9, 3]));

        Assert.AreEqual(new ContentDifference(4, 4, 2, null, null), compared.Only().Content);
    }

    [TestMethod]
    public void A_content_that_goes_on_is_told_at_the_end_of_the_shorter()
    {
        var compared = Compared.Tars(new TarBuilder().File("x", "ab\n"), new TarBuilder().File("x", "ab\ncd\n"));

        var content = compared.Differences.Single(d => d.Kind == DifferenceKind.Content).Content!;
        Assert.AreEqual(new ContentDifference(3, 6, 3, "", "cd"), content);
    }

    [TestMethod]
    public void A_difference_deep_in_a_large_file_is_found_at_its_byte()
    {
        byte[] left = new byte[3_000_000];
        Array.Fill(left, (byte)'a');
        byte[] right = [.. left];
        right[2_345_678] = (byte)'b';

        var compared = Compared.Tars(new TarBuilder().File("x", left), new TarBuilder().File("x", right));

        Assert.AreEqual(2_345_678, compared.Only().Content!.Offset);
        Assert.StartsWith("…aaaa", compared.Only().Content!.LeftExcerpt!);
    }

    [TestMethod]
    public void An_entry_on_one_side_alone_is_told_and_moves_nothing_else()
    {
        var left = new TarBuilder().File("a", "1").File("b", "2").File("c", "3").File("d", "4");
        var right = new TarBuilder().File("a", "1").File("x", "new").File("b", "2").File("c", "3").File("d", "4");

        var compared = Compared.Tars(left, right);

        Assert.AreEqual("entry: - / file, 3 bytes", compared.OnlyField());
        Assert.AreEqual("x", compared.Only().Path);
        Assert.AreEqual(DiagnosticCodes.EntryMissing, compared.Only().Code);
        Assert.Contains("/x stands in the right image alone (file, 3 bytes)", compared.Diagnostics[0]);
    }

    [TestMethod]
    public void Entries_in_another_order_are_told_once_and_compared_all_the_same()
    {
        string[] names = [.. Enumerable.Range(0, 50).Select(i => $"f{i}")];
        var (left, right) = (new TarBuilder(), new TarBuilder());
        foreach (string name in names) left.File(name, name);
        foreach (string name in names.Reverse()) right.File(name, name == "f7" ? "other" : name);

        var compared = Compared.Tars(left, right);

        CollectionAssert.AreEquivalent(
            new[] { DifferenceKind.Content, DifferenceKind.EntryOrder }, compared.Differences.Select(d => d.Kind).ToArray());
        Assert.IsTrue(compared.Differences.Where(d => d.Kind != DifferenceKind.EntryOrder).All(d => d.Path == "f7"));
        Assert.AreEqual("f7", compared.Differences[0].Content!.LeftExcerpt);
        Assert.AreEqual("other", compared.Differences[0].Content!.RightExcerpt);
    }

    [TestMethod]
    public void Contents_are_compared_across_another_order_even_where_they_are_too_large_to_keep()
    {
        byte[] big = Encoding.ASCII.GetBytes(new string('x', 100_000));
        byte[] other = [.. big[..^1], (byte)'y'];

        var equal = Compared.Tars(new TarBuilder().File("a", big).File("b"), new TarBuilder().File("b").File("a", big));
        var different = Compared.Tars(new TarBuilder().File("a", big).File("b"), new TarBuilder().File("b").File("a", other));

        Assert.AreEqual(DifferenceKind.EntryOrder, equal.Only().Kind);
        Assert.AreEqual(new ContentDifference(100_000, 100_000, null, null, null), different.Differences.Single(d => d.Kind == DifferenceKind.Content).Content);
    }

    [TestMethod]
    public void A_path_that_stands_twice_on_one_side_is_told_as_such()
    {
        var compared = Compared.Tars(new TarBuilder().File("a", "1").File("b", "2").File("a", "1"), new TarBuilder().File("a", "1").File("b", "2"));

        Assert.AreEqual(DiagnosticCodes.DuplicateEntry, compared.Only().Code);
        Assert.AreEqual("once more: file, 1 bytes / -", compared.OnlyField());
    }

    [TestMethod]
    public void Duplicates_meet_in_their_order()
    {
        var left = new TarBuilder().File("z").File("a", "1").File("a", "2").File("a", "3");
        var right = new TarBuilder().File("a", "1").File("a", "2").File("a", "4").File("z");

        var compared = Compared.Tars(left, right);

        Assert.AreEqual("3", compared.Differences.Single(d => d.Kind == DifferenceKind.Content).Content!.LeftExcerpt);
        Assert.AreEqual("4", compared.Differences.Single(d => d.Kind == DifferenceKind.Content).Content!.RightExcerpt);
        Assert.AreEqual(1, compared.Differences.Count(d => d.Kind == DifferenceKind.EntryOrder));
    }

    [TestMethod]
    public void What_stands_after_the_last_entry_is_told()
    {
        byte[] tar = new TarBuilder().File("a", "1").Build();

        var longer = Compared.Layers(TestLayer.Gzip(tar), TestLayer.Gzip([.. tar, .. new byte[8192]]));

        Assert.AreEqual("bytes after the last entry: 1024 / 9216", longer.OnlyField());
        Assert.AreEqual(DiagnosticCodes.TarPaddingDiffers, longer.Only().Code);
    }

    [TestMethod]
    public void Padding_that_is_not_zero_is_told_with_its_entry()
    {
        byte[] tar = new TarBuilder().File("a", "1").Build();
        byte[] dirty = [.. tar];
        dirty[600] = 7;

        Assert.StartsWith("padding: ", Compared.Layers(TestLayer.Gzip(tar), TestLayer.Gzip(dirty)).OnlyField());
    }

    [TestMethod]
    public void A_global_header_is_told_with_the_entries_that_it_holds_for()
    {
        var compared = Compared.Tars(new TarBuilder().Global(("comment", "1")).File("a"), new TarBuilder().Global(("comment", "2")).File("a"));

        Assert.AreEqual("global pax.comment: 1 / 2", compared.OnlyField());
    }

    [TestMethod]
    public void A_million_like_differences_become_few_diagnostics_with_their_count()
    {
        var (left, right) = (new TarBuilder(), new TarBuilder());
        for (int i = 0; i < 300; i++)
        {
            left.File($"f{i:d3}", "same", mtime: 1);
            right.File($"f{i:d3}", "same", mtime: 2);
        }

        var compared = Compared.Tars(left, right);

        Assert.AreEqual(300, compared.Comparison.DifferenceCount);
        Assert.HasCount(2, compared.Diagnostics);
        Assert.Contains("So do 299 more: /f001, /f002, /f003, /f004 …", compared.Diagnostics[0]);
        Assert.Contains("(300 differences)", compared.Diagnostics[1]);
    }

    [TestMethod]
    public void The_same_archives_give_the_same_differences_in_the_same_order()
    {
        var random = new Random(42);
        string[] names = [.. Enumerable.Range(0, 400).Select(i => $"d/{i}")];
        (string, string)[] shuffled = [.. names.OrderBy(_ => random.Next()).Select((n, i) => (n, i % 3 == 0 ? "other" : n))];
        var (left, right) = (new TarBuilder(), new TarBuilder());
        foreach (string name in names) left.File(name, name);
        foreach (var (name, content) in shuffled) right.File(name, content);
        right.File("more/1").File("more/2");

        var first = Compared.Tars(left, right);
        var second = Compared.Tars(left, right);

        Assert.IsGreaterThan(100, first.Differences.Count);
        CollectionAssert.AreEqual(first.Differences.Select(Show).ToArray(), second.Differences.Select(Show).ToArray());
        CollectionAssert.AreEqual(first.Diagnostics.ToArray(), second.Diagnostics.ToArray());

        static string Show(Difference d) => $"{d.Kind} {d.Path} {d.Content} {string.Join(',', d.Fields)}";
    }
}
