using ReproBuild.Causes;
using ReproBuild.Comparing;
using ReproBuild.Core.Tests.Infra;

namespace ReproBuild.Core.Tests.Causes.Counterfactuals;

[TestClass]
public sealed class CounterfactualTests
{
    [TestMethod]
    public void Builds_that_differ_in_what_is_proven_alone_lead_to_one_digest_whichever_two_are_compared()
    {
        static TarBuilder Build(long time, string log) => new TarBuilder().Folder("var/log").File("var/log/a.log", log, mtime: time).File("app/x", "same", mtime: time);

        var one = Explained.Tars(Build(1_700_000_000, "1"), Build(1_700_000_009, "two"));
        var other = Explained.Tars(Build(1_700_000_004, "4"), Build(1_600_000_000, "much later"));

        Assert.IsNotNull(one.Counterfactual);
        Assert.IsTrue(one.Counterfactual.Equal);
        var image = one.Counterfactual.Images.Single();
        Assert.AreEqual(image.Left, image.Right);
        Assert.AreEqual(image.Left, other.Counterfactual!.Images.Single().Right);
        Assert.HasCount(2, image.Remedies);
        Assert.IsEmpty(image.Remaining);
        Assert.AreNotEqual(one.Comparison.Platforms.Single().Left, image.Left);
    }

    [TestMethod]
    public void Another_content_leads_to_another_digest()
    {
        static TarBuilder Build(long time, string text) => new TarBuilder().File("app/x", text, mtime: time);

        var red = Explained.Tars(Build(1, "red"), Build(2, "red"));
        var blue = Explained.Tars(Build(1, "blue"), Build(2, "blue"));

        Assert.IsTrue(red.Counterfactual!.Equal && blue.Counterfactual!.Equal);
        Assert.AreNotEqual(red.Counterfactual.Images[0].Left, blue.Counterfactual.Images[0].Left);
    }

    [TestMethod]
    public void What_nothing_explains_is_named_as_what_still_differs()
    {
        var diagnosis = Explained.Tars(
            new TarBuilder().File("a", "red", mtime: 1).File("b", "same", mtime: 1),
            new TarBuilder().File("a", "blue", mtime: 2).File("b", "same", mtime: 2));

        var image = diagnosis.Counterfactual!.Images.Single();
        Assert.IsFalse(image.Equal);
        Assert.AreEqual("unexplained", diagnosis.Findings[image.Remaining.Single()].CauseId);
        Assert.AreEqual("file-mtime", diagnosis.Findings[image.Remedies.Single()].CauseId);
    }

    [TestMethod]
    public void A_label_that_differs_stays_a_difference()
    {
        TestImage Image(long time, string label) =>
            new(TestLayer.Gzip(new TarBuilder().File("a", "x", mtime: time).Build())) { Labels = new Dictionary<string, string> { ["who"] = label } };

        var diagnosis = Explained.Images(Image(1, "me"), Image(2, "you"));

        Assert.IsFalse(diagnosis.Counterfactual!.Equal);
    }

    [TestMethod]
    public void One_remedy_for_several_layers_is_one_remedy()
    {
        TestImage Image(long time) => new([.. Enumerable.Range(0, 3).Select(i => TestLayer.Gzip(new TarBuilder().File($"f{i}", "x", mtime: time + i).Build()))]);

        var diagnosis = Explained.Images(Image(1_000), Image(2_000));

        Assert.HasCount(3, diagnosis.Findings);
        Assert.HasCount(1, diagnosis.Counterfactual!.Images.Single().Remedies);
        Assert.IsTrue(diagnosis.Counterfactual.Equal);
    }

    [TestMethod]
    public void What_nothing_explains_is_gone_where_the_path_that_it_stands_at_is_left_out()
    {
        var diagnosis = Explained.Tars(
            new TarBuilder().File("var/log/a", "1"),
            new TarBuilder().File("var/log/a", "2").File("var/log/a", "2"));

        Assert.IsTrue(diagnosis.Counterfactual!.Equal);
        Assert.IsEmpty(diagnosis.Counterfactual.Images.Single().Remaining);
    }

    [TestMethod]
    public void Nothing_is_promised_where_nothing_differs_or_nothing_is_proven()
    {
        var equal = Explained.Tars(new TarBuilder().File("a", "x"), new TarBuilder().File("a", "x"));
        var unexplained = Explained.Tars(new TarBuilder().File("a", "red"), new TarBuilder().File("a", "blue"));

        Assert.IsNull(equal.Counterfactual);
        Assert.IsNull(unexplained.Counterfactual);
    }

    [TestMethod]
    public void A_platform_on_one_side_alone_is_left_out_with_the_reason_and_forbids_that_all_are_called_equal()
    {
        using var folder = new TestFolder();
        TestImage Image(long time) => new(TestLayer.Gzip(new TarBuilder().File("a", "x", mtime: time).Build()));

        var diagnosis = Explained.Paths(
            OciArchiveBuilder.Of(Image(1), Image(1) with { Architecture = "arm64" }).Write(folder, "l.tar"),
            OciArchiveBuilder.Of(Image(2)).Write(folder, "r.tar"));

        Assert.IsTrue(diagnosis.Counterfactual!.Images.Single().Equal);
        Assert.Contains("linux/arm64: the platform stands on one side alone", diagnosis.Counterfactual.Skipped.Single());
        Assert.IsFalse(diagnosis.Counterfactual.Equal);
    }

    [TestMethod]
    public void Both_become_equal_exactly_where_nothing_unexplained_is_left()
    {
        int equal = 0, different = 0;
        for (int seed = 0; seed < 300; seed++)
        {
            var (left, right) = (new TarBuilder(), new TarBuilder());
            var random = new Random(seed);
            int files = random.Next(1, 6);
            for (int i = 0; i < files; i++) RandomEntry(random, i, left, right);

            var diagnosis = Explained.Tars(left, right);

            if (diagnosis.Counterfactual is not { } counterfactual) continue;
            var leftOut = diagnosis.Differences
                .Where(d => d.Certainty == Certainty.Proven && d.Difference.Kind != DifferenceKind.Metadata && d.Claims.Any(c => c.Cause is PathCause))
                .Select(d => d.Difference.Path).ToHashSet();
            bool proven = diagnosis.Differences.All(d => d.Certainty == Certainty.Proven || leftOut.Contains(d.Difference.Path));
            Assert.IsEmpty(counterfactual.Skipped, $"seed {seed}");
            Assert.AreEqual(proven, counterfactual.Equal, $"seed {seed}: {string.Join(", ", diagnosis.Findings.Select(f => $"{f.CauseId} {f.Certainty} {f.Sentence}"))}");
            if (proven) equal++;
            else different++;
        }

        Assert.IsGreaterThan(20, equal);
        Assert.IsGreaterThan(20, different);
    }

    [TestMethod]
    public void What_is_hashed_while_layers_are_compared_is_what_each_side_gives_when_it_is_read_again()
    {
        int forecast = 0;
        for (int seed = 0; seed < 300; seed++)
        {
            var (left, right) = (new TarBuilder(), new TarBuilder());
            var random = new Random(seed);
            for (int i = random.Next(1, 6); i > 0; i--) RandomEntry(random, i, left, right, onlyHeaders: seed % 2 == 0);

            var fast = Explained.Tars(left, right).Counterfactual;
            var slow = Explained.Tars(left, right, new DiagnosisOptions { Forecast = false }).Counterfactual;

            Assert.AreEqual(slow is null, fast is null, $"seed {seed}");
            if (slow is null) continue;
            Assert.AreEqual(slow.Equal, fast!.Equal, $"seed {seed}");
            CollectionAssert.AreEqual(slow.Images.SelectMany(i => new[] { i.Left, i.Right }).ToArray(), fast.Images.SelectMany(i => new[] { i.Left, i.Right }).ToArray(), $"seed {seed}");
            if (seed % 2 == 0) forecast++;
        }

        Assert.IsGreaterThan(50, forecast);
    }

    [TestMethod]
    public void A_hard_link_becomes_a_file_of_its_own_on_both_sides()
    {
        static TarBuilder File(string content) => new TarBuilder().File("app/a", content, mtime: 1).File("app/b", content, mtime: 2).File("app/c", content, mtime: 3);
        var links = new TarBuilder().File("app/a", "x", mtime: 1).HardLink("app/c", "app/b").HardLink("app/b", "./app/a");

        var diagnosis = Explained.Tars(links, File("x"));
        var other = Explained.Tars(new TarBuilder().File("app/a", "y", mtime: 1).HardLink("app/b", "app/a").HardLink("app/c", "app/a"), File("y"));

        Assert.Contains("hardlink", diagnosis.Findings.Select(f => f.CauseId));
        Assert.IsTrue(diagnosis.Counterfactual!.Equal);
        Assert.IsTrue(other.Counterfactual!.Equal);
        Assert.AreNotEqual(diagnosis.Counterfactual.Images[0].Left, other.Counterfactual.Images[0].Left);
    }

    [TestMethod]
    public void A_layer_without_entries_is_left_out_and_one_with_an_entry_is_not()
    {
        var full = TestLayer.Gzip(new TarBuilder().File("a", "x").Build());
        var empty = TestLayer.Gzip(new TarBuilder().Build());
        var created = new Func<TestImage, int, TestImage>((image, second) => image with { Created = $"2026-11-22T17:10:0{second}Z", History = [] });

        var proven = Explained.Images(created(new TestImage(empty, full), 1), created(new TestImage(full), 2));
        var left = Explained.Images(created(new TestImage(TestLayer.Gzip(new TarBuilder().File("b").Build()), full), 1), created(new TestImage(full), 2));

        Assert.IsTrue(proven.Counterfactual!.Equal);
        Assert.IsFalse(left.Counterfactual!.Equal);
        Assert.AreEqual(Certainty.Suspected, left.Findings.Single(f => f.CauseId == "layer-count").Certainty);
    }

    private static void RandomEntry(Random random, int i, TarBuilder left, TarBuilder right, bool onlyHeaders = false)
    {
        string path = random.Next(3) == 0 ? $"var/log/f{i}" : $"app/f{i}";
        var item = new TarItem(path, [(byte)('a' + random.Next(3))]) { MTime = 1_700_000_000 };
        var other = item;
        if (random.Next(2) == 0) other = other with { MTime = 1_700_000_000 + random.Next(1, 5) };
        if (random.Next(2) == 0 && !onlyHeaders && path.StartsWith("var", StringComparison.Ordinal)) other = other with { Content = "other text"u8.ToArray() };
        switch (onlyHeaders ? -1 : random.Next(12))
        {
            case 0: other = other with { Content = [.. other.Content!, (byte)'!'] }; break;
            case 1: other = other with { Pax = [("SCHILY.xattr.user.x", "1")] }; break;
            case 2: other = other with { Type = '2', Link = "elsewhere", Content = null }; break;
            case 3: other = other with { User = "somebody" }; break;
        }

        if (!onlyHeaders && random.Next(6) == 0)
        {
            left.Add(new TarItem($"app/l{i}") { Type = '1', Link = path });
            right.Add(other with { Path = $"app/l{i}" });
        }

        left.Add(item);
        if (onlyHeaders || random.Next(14) != 0) right.Add(other);
        if (!onlyHeaders && random.Next(20) == 0 && path.StartsWith("app", StringComparison.Ordinal)) right.Add(other);
    }
}
