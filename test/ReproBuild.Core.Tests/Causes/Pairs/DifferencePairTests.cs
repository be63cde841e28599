using ReproBuild.Causes;
using ReproBuild.Comparing;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Causes.Pairs;

[TestClass]
public sealed class DifferencePairTests
{
    [TestMethod]
    public void Every_pair_has_the_causes_that_it_was_made_with_and_no_others()
    {
        var wrong = new List<string>();
        foreach (var pair in DifferencePair.All)
        {
            var diagnosis = pair.Make();
            var others = diagnosis.Findings.Where(f => f.Cause is not null && f.Certainty != pair.Certainty).Select(f => $"{f.CauseId} {f.Certainty}").ToArray();
            if (!DifferencePair.Names(diagnosis).SequenceEqual(pair.Expect) || others.Length > 0)
            {
                wrong.Add($"{pair}: [{string.Join(' ', DifferencePair.Names(diagnosis))}] {string.Join(", ", others)} "
                    + string.Join("; ", diagnosis.Findings.Where(f => f.Cause is null).Select(f => f.Sentence)));
            }
        }

        Assert.IsEmpty(wrong, string.Join(Environment.NewLine, wrong));
    }

    [TestMethod]
    public void Every_cause_that_shows_in_a_difference_has_a_pair_and_a_near_miss()
    {
        string[] described = [.. CauseCatalogue.Default.Differences.Where(DifferencePair.IsOurs).Select(c => c.Id)];

        string[] without = [.. described.Where(id => !DifferencePair.All.Any(p => p.Expect.Contains(id)) || !DifferencePair.All.Any(p => p.NearMissOf == id))];

        Assert.IsEmpty(without, string.Join(' ', without));
    }

    [TestMethod]
    public void Every_finding_has_a_sentence_without_its_full_stop_that_quotes_both_sides_and_a_remedy()
    {
        foreach (var finding in DifferencePair.All.SelectMany(p => p.Make().Findings).Where(f => f.Cause is not null))
        {
            Assert.IsFalse(finding.Sentence.EndsWith('.'), finding.Sentence);
            Assert.IsGreaterThan(20, finding.Sentence.Length, finding.CauseId);
            Assert.EndsWith(".", finding.Remedy!.Advice);
        }
    }

    [TestMethod]
    public void What_follows_from_a_layer_that_differs_is_counted_under_its_finding_whether_that_is_explained_or_not()
    {
        TestImage Image(string content, string comment) => new(
            TestLayer.Gzip(new TarBuilder().File("a", content).Build()), TestLayer.Gzip(new TarBuilder().File("b", "same").Build()))
        {
            History = [new HistoryEntry(null, "RUN a", "FROM 000000000000", false), new HistoryEntry(null, "RUN b", comment, false)],
        };

        var diagnosis = Explained.Images(Image("red", "FROM 111111111111"), Image("blue", "FROM 222222222222"));

        var finding = diagnosis.Findings.Single();
        Assert.AreEqual(("unexplained", 1), (finding.CauseId, finding.First.Layer?.Number));
        Assert.AreEqual(1L, finding.Derived["parent-image"]);
        Assert.IsTrue(diagnosis.Differences.All(d => d.Findings.SequenceEqual([0])));
    }

    [TestMethod]
    public void The_times_of_an_image_are_one_finding_however_many_instructions_it_has()
    {
        TestImage Image(int second) => new(TestLayer.Gzip(new TarBuilder().File("a").Build()))
        {
            Created = $"2026-11-22T17:10:0{second}Z",
            History = [.. Enumerable.Range(0, 5).Select(i => new HistoryEntry($"2026-11-22T17:1{i}:0{second}Z", $"LABEL a={i}", null, i > 0))],
        };

        var finding = Explained.Images(Image(1), Image(2)).Findings.Single();

        Assert.AreEqual(("image-created", 6L), (finding.CauseId, finding.Count));
        Assert.IsNull(finding.First.Blame);
    }

    [TestMethod]
    public void An_archive_file_that_differs_around_equal_images_is_no_part_of_the_verdict()
    {
        var diagnosis = EnvelopePairs.All.Single(p => p.Name == "outer archive").Make();

        Assert.AreEqual(Verdict.Reproducible, diagnosis.Comparison.Verdict);
        Assert.IsFalse(diagnosis.Findings.Single().Counts);
        Assert.AreEqual("REPRO5106", diagnosis.Findings.Single().Code);
    }

    [TestMethod]
    public void A_secret_is_told_loudly_and_not_a_byte_of_it_is_shown()
    {
        const string left = "seed-of-the-left", right = "seed-on-the-right";
        string key(string secret) => $"-----BEGIN PRIVATE KEY-----\n{secret}\n-----END PRIVATE KEY-----\n";

        var diagnosis = Explained.Tars(
            new TarBuilder().File("etc/ssh/ssh_host_rsa_key", left).File("app/key.pem", key(left)),
            new TarBuilder().File("etc/ssh/ssh_host_rsa_key", right).File("app/key.pem", key(right)));

        var finding = diagnosis.Findings.Single();
        Assert.AreEqual("generated-secret", finding.CauseId);
        Assert.StartsWith("A SECRET IS IN THE IMAGE: /etc/ssh/ssh_host_rsa_key ", finding.Sentence);
        foreach (var difference in diagnosis.Differences.Select(d => d.Difference).Append(finding.First))
            Assert.IsTrue(difference.Content is not { LeftExcerpt: not null } and not { RightExcerpt: not null }, difference.Path);
        Assert.DoesNotContain("seed-", string.Join(' ', diagnosis.Findings.Select(f => f.Sentence)));
    }
}
