using ReproBuild.Causes;
using ReproBuild.Causes.Accepting;
using ReproBuild.Core.Tests.Infra;

namespace ReproBuild.Core.Tests.Causes;

/// <summary>What one entry leaves possible, its whole layer must bear out.</summary>
[TestClass]
public sealed class UmaskTests
{
    private const int Strict = 0b110_000_000, Usual = 0b110_100_100;

    [TestMethod]
    public void A_file_that_was_made_private_in_one_build_is_told_as_a_doubt_and_nothing_is_promised_for_it()
    {
        static TarBuilder Build(int mode) => new TarBuilder().File("app/key", "same", mode).File("app/x", "same").File("app/y", "same");

        var diagnosis = Explained.Tars(Build(Usual), Build(Strict), Accepting("umask"));

        var finding = diagnosis.Findings.Single();
        Assert.AreEqual(("umask", Certainty.Suspected, 0L), (finding.CauseId, finding.Certainty, diagnosis.ProvenCount));
        Assert.Contains("no one pair of umasks accounts for all modes of the layer", finding.Sentence);
        Assert.IsFalse(diagnosis.IsReproducibleExcept, "a suspicion is not accepted by its cause's name");
        Assert.IsNull(diagnosis.Counterfactual);
    }

    [TestMethod]
    public void A_doubtful_mode_does_not_make_the_time_beside_it_doubtful()
    {
        static TarBuilder Build(int mode, long time) => new TarBuilder().File("key", "same", mode, time).File("x", "same", mtime: time);

        var diagnosis = Explained.Tars(Build(Usual, 1), Build(Strict, 2));

        var image = diagnosis.Counterfactual!.Images.Single();
        Assert.IsFalse(image.Equal);
        Assert.IsTrue(diagnosis.Findings.Select(f => (f.CauseId, f.Certainty, f.Count)).Order().SequenceEqual([("file-mtime", Certainty.Proven, 2), ("umask", Certainty.Suspected, 1)]));
        Assert.AreEqual("file-mtime", diagnosis.Findings[image.Remedies.Single()].CauseId);
        Assert.AreEqual("umask", diagnosis.Findings[image.Remaining.Single()].CauseId);
    }

    [TestMethod]
    [DataRow(false, "umask", "file-mtime")]
    [DataRow(false, "unexplained")]
    [DataRow(true, "unexplained", "file-mtime")]
    public void Who_accepts_a_doubtful_mode_accepts_what_nobody_can_explain_and_the_time_too(bool accepted, params string[] causes)
    {
        static TarBuilder Build(int mode, long time) => new TarBuilder().File("key", "same", mode, time).File("x", "same");

        Assert.AreEqual(accepted, Explained.Tars(Build(Usual, 1), Build(Strict, 2), Accepting(causes)).IsReproducibleExcept);
    }

    [TestMethod]
    public void Two_builds_under_two_umasks_lead_to_one_image_and_can_be_accepted()
    {
        static TarBuilder Build(int taken) => new TarBuilder().Folder("app", 0b111_111_111 & ~taken)
            .File("app/x", "same", 0b110_110_110 & ~taken).File("app/run", "same", 0b111_111_111 & ~taken).File("app/key", "same", Strict);

        var diagnosis = Explained.Tars(Build(0b010_010), Build(0b111_111), Accepting("umask"));

        Assert.AreEqual(("umask", Certainty.Proven, 3L), (diagnosis.Findings.Single().CauseId, diagnosis.Findings.Single().Certainty, diagnosis.ProvenCount));
        Assert.IsTrue(diagnosis.IsReproducibleExcept);
        Assert.IsTrue(diagnosis.Counterfactual!.Equal);
    }

    [TestMethod]
    public void Each_layer_has_a_pair_of_umasks_of_its_own()
    {
        static TestImage Image(params int[] modes) => new([.. modes.Index().Select(m => TestLayer.Gzip(new TarBuilder().File($"{m.Index}", "same", m.Item).Build()))]);

        var diagnosis = Explained.Images(Image(Usual, Strict, Usual), Image(Strict, Usual, 0b110_100_000));

        Assert.HasCount(3, diagnosis.Findings);
        Assert.IsTrue(diagnosis.Findings.All(f => f is { CauseId: "umask", Certainty: Certainty.Proven }));
    }

    [TestMethod]
    public void Where_something_else_of_the_entry_is_unexplained_a_doubtful_mode_is_told_with_it()
    {
        static TarBuilder Build(int mode, string attribute) => new TarBuilder()
            .Add(new TarItem("key") { Mode = mode, Pax = [("SCHILY.xattr.user.a", attribute)] }).File("x");

        var diagnosis = Explained.Tars(Build(Usual, "1"), Build(Strict, "2"));

        Assert.IsTrue(diagnosis.Findings.Select(f => (f.CauseId, f.Certainty)).Order().SequenceEqual([("umask", Certainty.Suspected), ("unexplained", Certainty.Unexplained)]));
        Assert.Contains("mode", diagnosis.Findings.Single(f => f.CauseId == "unexplained").First.Fields.Select(f => f.Name));
    }

    [TestMethod]
    public void Of_a_layer_that_cannot_be_read_to_its_end_nobody_knows()
    {
        byte[] broken = [.. Enumerable.Repeat((byte)'x', 512)];

        var diagnosis = Explained.Tars(new TarBuilder().File("a", "same", Usual), new TarBuilder().File("a", "same", Strict).Raw(broken));

        Assert.HasCount(1, diagnosis.Comparison.NotCompared);
        var finding = diagnosis.Findings.Single(f => f.CauseId == "umask");
        Assert.AreEqual(Certainty.Suspected, finding.Certainty);
        Assert.Contains("the layer could not be read to its end", finding.Sentence);
    }

    [TestMethod]
    [DataRow(Strict, Certainty.Proven)]
    [DataRow(Usual, Certainty.Suspected)]
    public void A_layer_is_judged_by_all_of_its_entries_when_they_are_too_many_for_memory(int last, Certainty certainty)
    {
        const int count = 8_000;
        string folder = string.Join('/', Enumerable.Repeat("a-long-name", 250));
        TarBuilder Build(int mode, int last) => Enumerable.Range(0, count).Aggregate(new TarBuilder(), (tar, i) => tar.File($"{folder}/{i}", "", mode, i)).File("last", "", last);

        var diagnosis = Explained.Tars(Build(Usual, Usual), Build(Strict, last));

        var finding = diagnosis.Findings.Single();
        Assert.AreEqual(("umask", certainty, certainty == Certainty.Proven ? count + 1 : count), (finding.CauseId, finding.Certainty, finding.Count));
        Assert.Contains("a-long-name", finding.Sentence);
        string[] listed = [.. diagnosis.Differences.Select(d => d.Difference.Path!)];
        Assert.IsTrue(listed.Take(1000).Index().All(p => p.Item == $"{folder}/{p.Index}"), "in their order");
    }

    private static DiagnosisOptions Accepting(params string[] causes) =>
        new() { Acceptances = new AcceptanceSet([.. causes.Select(c => new Acceptance(c, null, "because", null, "/b.json", 3))], new DateOnly(2026, 6, 1)) };
}
