using ReproBuild.Causes;
using ReproBuild.Comparing;
using ReproBuild.Core.Tests.Infra;

namespace ReproBuild.Core.Tests.Causes;

[TestClass]
public sealed class DiagnoserTests
{
    [TestMethod]
    public void Times_of_many_files_are_one_finding_that_is_proven()
    {
        TarBuilder Layer(long time) => Enumerable.Range(0, 20).Aggregate(new TarBuilder(), (tar, i) => tar.File($"app/{i}", "x", mtime: time));

        var diagnosis = Explained.Tars(Layer(1_700_000_000), Layer(1_700_000_001));

        Assert.HasCount(1, diagnosis.Findings);
        var finding = diagnosis.Findings[0];
        Assert.AreEqual(("file-mtime", Certainty.Proven, 20L), (finding.CauseId, finding.Certainty, finding.Count));
        Assert.AreEqual("/app/0 carries the time at which it was written: 2023-11-14T22:13:20Z against 2023-11-14T22:13:21Z", finding.Sentence);
        Assert.AreEqual((20L, 20L), (diagnosis.DifferenceCount, diagnosis.ProvenCount));
        Assert.AreEqual(Verdict.Divergent, diagnosis.Comparison.Verdict);
    }

    [TestMethod]
    public void A_field_that_no_cause_explains_is_told_beside_the_fields_that_one_explains()
    {
        var diagnosis = Explained.Tars(
            new TarBuilder().Add(new TarItem("a", "x"u8.ToArray()) { MTime = 1, Pax = [("SCHILY.xattr.user.a", "1")] }),
            new TarBuilder().Add(new TarItem("a", "x"u8.ToArray()) { MTime = 2, Pax = [("SCHILY.xattr.user.a", "2")] }));

        Assert.AreEqual("file-mtime Proven, unexplained Unexplained", string.Join(", ", diagnosis.Findings.Select(f => $"{f.CauseId} {f.Certainty}")));
        Assert.AreEqual("pax.SCHILY.xattr.user.a", string.Join(' ', diagnosis.Findings[1].First.Fields.Select(f => f.Name)));
        Assert.AreEqual(0L, diagnosis.ProvenCount);
    }

    [TestMethod]
    public void Contents_that_no_cause_explains_are_unexplained_in_the_order_of_the_layer()
    {
        TarBuilder Layer(string text) => new TarBuilder().File("z", text).File("a", text).File("same", "same").File("m", text);

        var diagnosis = Explained.Tars(Layer("red apple"), Layer("green apple"));

        Assert.AreEqual("z a m", string.Join(' ', diagnosis.Differences.Select(d => d.Difference.Path)));
        Assert.IsTrue(diagnosis.Differences.All(d => d.Certainty == Certainty.Unexplained && d.NotAnalysed is null));
        Assert.AreEqual(("REPRO5299", 3L), (diagnosis.Findings.Single().Code, diagnosis.Findings.Single().Count));
        Assert.AreEqual(3L * 5, diagnosis.Bytes);
    }

    [TestMethod]
    public void A_layer_in_another_order_is_explained_like_one_in_the_same_order()
    {
        var left = new TarBuilder().File("var/log/a.log", "1").File("x", "1").File("y", "same");
        var right = new TarBuilder().File("y", "same").File("x", "2").File("var/log/a.log", "2");

        var diagnosis = Explained.Tars(left, right);

        Assert.Contains("logs", diagnosis.Findings.Select(f => f.CauseId));
        Assert.AreEqual("x", diagnosis.Differences.Single(d => d.Difference.Kind == DifferenceKind.Content && d.Claims.Count == 0).Difference.Path);
    }
}
