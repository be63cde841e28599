using System.Text;
using ReproBuild.Causes;
using ReproBuild.Causes.Diffs;
using ReproBuild.Comparing;
using ReproBuild.Core.Tests.Causes.Dotnet;
using ReproBuild.Core.Tests.Infra;

namespace ReproBuild.Core.Tests.Causes.Diffs;

[TestClass]
public sealed class ContentDifferTests
{
    [TestMethod]
    public void Lines_that_differ_stand_against_each_other_with_three_around_them()
    {
        string[] lines = [.. Enumerable.Range(1, 40).Select(i => $"line {i}")];
        string left = string.Join('\n', lines) + "\n";
        string right = left.Replace("line 20\n", "line twenty\n", StringComparison.Ordinal).Replace("line 39\n", "", StringComparison.Ordinal);

        var diff = Diff<TextDiff>(left, right);

        Assert.HasCount(2, diff.Hunks);
        Assert.AreEqual((17, 17), (diff.Hunks[0].LeftLine, diff.Hunks[0].RightLine));
        Assert.AreEqual(new TextDiffLine("line 20", "line twenty"), diff.Hunks[0].Lines[3]);
        Assert.HasCount(7, diff.Hunks[0].Lines);
        Assert.Contains(new TextDiffLine("line 39", null), diff.Hunks[1].Lines);
        Assert.IsFalse(diff.Truncated);
    }

    [TestMethod]
    public void Inserted_lines_do_not_move_what_follows()
    {
        string left = "{\n}\na\n{\n}\nb\n{\n}\nc\n";
        string right = "{\n}\na\n{\nnew\n}\nb\n{\n}\nc\n";

        var diff = Diff<TextDiff>(left, right);

        Assert.HasCount(1, diff.Hunks);
        Assert.HasCount(1, diff.Hunks[0].Lines.Where(l => l.Left != l.Right));
        Assert.Contains(new TextDiffLine(null, "new"), diff.Hunks[0].Lines);
    }

    [TestMethod]
    public void A_missing_newline_at_the_end_is_shown()
    {
        var diff = Diff<TextDiff>("a\nb\n", "a\nb");

        Assert.Contains(new TextDiffLine(null, "\\ no newline at the end"), diff.Hunks[0].Lines);
    }

    [TestMethod]
    public void A_long_line_is_cut_around_its_difference()
    {
        string padding = new('x', 100_000);

        var diff = Diff<TextDiff>($"{padding}LEFT{padding}", $"{padding}RIGHT{padding}");

        var line = diff.Hunks[0].Lines[0];
        Assert.Contains("LEFT", line.Left!);
        Assert.Contains("RIGHT", line.Right!);
        Assert.IsLessThan(DiffLimits.MaxCharacters + 3, line.Left!.Length);
    }

    [TestMethod]
    public void A_text_that_differs_everywhere_is_truncated()
    {
        string Text(string word) => string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{word} {i}\n"));

        var diff = Diff<TextDiff>(Text("a"), Text("b"));

        Assert.IsTrue(diff.Truncated);
        Assert.IsLessThanOrEqualTo(DiffLimits.MaxRows, diff.Hunks.Sum(h => h.Lines.Count));
    }

    [TestMethod]
    public void Json_is_shown_by_its_paths()
    {
        var diff = Diff<TableDiff>("""{"a":{"b":[1,2]},"same":true}""", """{"same":true,"a":{"b":[1,3]}}""");

        Assert.AreEqual("JSON path", diff.Kind);
        Assert.AreEqual(new FieldDifference("$.a.b[1]", "2", "3"), diff.Rows.Single());
    }

    [TestMethod]
    public void Json_that_is_too_deep_is_text()
    {
        string Deep(int value) => new string('[', 10_000) + value + new string(']', 10_000);

        Diff<TextDiff>(Deep(1), Deep(2));
    }

    [TestMethod]
    public void Json_with_other_spaces_alone_is_text()
    {
        Diff<TextDiff>("{\"a\":1}", "{\"a\": 1}");
    }

    [TestMethod]
    public void What_is_no_text_is_shown_in_rows_of_sixteen_bytes()
    {
        byte[] left = new byte[100], right = new byte[101];
        right[50] = 7;

        var diff = (HexDiff)Diff(left, right);

        CollectionAssert.AreEqual(new long[] { 32, 48, 64, 80, 96 }, diff.Rows.Select(r => r.Offset).ToArray());
        Assert.AreEqual(7, diff.Rows[1].Right.Span[2]);
        Assert.HasCount(5, diff.Rows[^1].Right.ToArray());
    }

    [TestMethod]
    public void An_assembly_is_shown_by_its_headers_methods_and_strings()
    {
        byte[] left = File.ReadAllBytes(typeof(ContentDiffer).Assembly.Location);
        byte[] right = [.. left];
        byte[] text = Encoding.Unicode.GetBytes("no newline at the end");
        int at = left.AsSpan().IndexOf(text);
        right[at] = (byte)'N';

        var diff = (TableDiff)Diff(left, right);

        Assert.AreEqual("PE", diff.Kind);
        Assert.Contains("\\ No newline at the end", diff.Rows.Select(r => r.Right ?? "").Where(r => r.Length < 60));
        Assert.DoesNotContain(r => r.Name == "MVID", diff.Rows);
    }

    [TestMethod]
    public void An_executable_of_linux_is_shown_by_its_sections()
    {
        byte[] left = File.ReadAllBytes("/bin/true");
        byte[] right = [.. left];
        int at = left.AsSpan().IndexOf("/lib64/ld"u8);
        if (at < 0) Assert.Inconclusive("not an executable of this kind");
        right[at + 1] = (byte)'L';

        var diff = (TableDiff)Diff(left, right);

        Assert.AreEqual(".interp", diff.Rows.Single().Name);
    }

    [TestMethod]
    public void Broken_files_of_every_format_are_shown_all_the_same()
    {
        byte[][] starts =
        [
            [.. "\u007fELF\u0002\u0001"u8, .. new byte[100]], [.. "MZ"u8, .. new byte[200]], [.. "BSJB"u8, .. new byte[40]],
            [.. "SQLite format 3\0"u8, .. new byte[200]], [.. "{\"a\":"u8], File.ReadAllBytes("/bin/true")[..400],
            File.ReadAllBytes(typeof(ContentDiffer).Assembly.Location)[..3000],
        ];
        var random = new Random(5);

        foreach (byte[] left in starts)
        {
            for (int i = 0; i < 300; i++)
            {
                byte[] right = [.. left];
                right[random.Next(right.Length)] ^= (byte)(1 + random.Next(255));

                var diff = Diff(left, right);

                Assert.IsTrue(diff is not HexDiff { Rows.Count: 0 }, "a difference shows nothing");
                Assert.AreEqual(Told(diff), Told(Diff(left, right)));
            }
        }
    }

    [TestMethod]
    public void Databases_are_compared_row_by_row_on_whatever_pages_the_rows_lie()
    {
        var pair = Mutations.Pair("sqlite/another-row-elsewhere");

        var table = (TableDiff)Diff(pair.Left, pair.Right);

        // The first column is the row's number itself, and SQLite keeps it nowhere else.
        var row = table.Rows.Single(r => r.Name.StartsWith("t, row", StringComparison.Ordinal));
        Assert.AreEqual(("t, row 7", "NULL, 'row 7 of the table', 7.5, x'07'", "NULL, 'row 7 of a table', 7.5, x'07'"), (row.Name, row.Left, row.Right));
        Assert.IsFalse(table.Rows.Any(r => r.Name.StartsWith("page 1", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Headers_of_rpm_are_rows_of_its_database()
    {
        var pair = Mutations.Pair("rpm-database/installed-twice");

        var names = ((TableDiff)Diff(pair.Left, pair.Right)).Rows.Select(r => r.Name);

        Assert.IsTrue(names.SequenceEqual(["Packages, row 1", "Installtid, row 1"]), string.Join(' ', names));
    }

    [TestMethod]
    public void A_diagnosis_keeps_how_contents_differ()
    {
        var diagnosis = Explained.Tars(new TarBuilder().File("app/a.json", "{\"a\":1}"), new TarBuilder().File("app/a.json", "{\"a\":2}"));

        var diff = (TableDiff)diagnosis.Differences.Single().Diff!;
        Assert.AreEqual(new FieldDifference("$.a", "1", "2"), diff.Rows.Single());
    }

    private static string Told(ContentDiff diff) => diff switch
    {
        TableDiff table => string.Join('\n', table.Rows),
        HexDiff hex => string.Join('\n', hex.Rows.Select(r => $"{r.Offset} {Convert.ToHexString(r.Left.Span)} {Convert.ToHexString(r.Right.Span)}")),
        TextDiff text => string.Join('\n', text.Hunks.SelectMany(h => h.Lines)),
        _ => diff.ToString(),
    };

    private static T Diff<T>(string left, string right)
        where T : ContentDiff
    {
        var diff = Diff(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
        Assert.IsInstanceOfType<T>(diff);
        return (T)diff;
    }

    private static ContentDiff Diff(byte[] left, byte[] right) =>
        ContentDiffer.Diff(new ContentPair("file", left, right, CauseContext.Unknown), CauseCatalogue.Default.Containers, CancellationToken.None);
}
