using System.Text;
using ReproBuild.Causes;
using ReproBuild.Causes.Accepting;
using ReproBuild.Core.Tests.Infra;

namespace ReproBuild.Core.Tests.Causes;

/// <summary>What somebody could take for a proof, and is none: acceptances and counterfactuals rest on proofs.</summary>
[TestClass]
public sealed class NoFalseProofTests
{
    private const string Early = "built 2026-11-22T17:10:55Z", Late = "built 2026-11-22T17:10:56Z";

    [TestMethod]
    public void Of_a_path_that_stands_twice_the_pair_that_differs_is_not_proven_by_another_pair()
    {
        var diagnosis = Diagnose(
            new TarBuilder().File("a", Late).File("a", Early), new TarBuilder().File("a", Late).File("a", "something else"), "embedded-timestamp");

        Assert.AreEqual(0L, diagnosis.ProvenCount);
        Assert.IsFalse(diagnosis.IsReproducibleExcept);
    }

    [TestMethod]
    public void A_second_entry_of_a_path_that_is_accepted_does_not_cover_that_the_first_differs()
    {
        var diagnosis = Diagnose(new TarBuilder().File("a", Early).File("b").File("a", Late), new TarBuilder().File("a", Late).File("b"), "duplicate-entry");

        Assert.IsFalse(diagnosis.IsReproducibleExcept);
        Assert.AreEqual(1L, diagnosis.AcceptedCount);
    }

    [TestMethod]
    public void A_link_to_a_path_that_stands_twice_is_not_followed_to_the_wrong_one()
    {
        var diagnosis = Diagnose(
            new TarBuilder().File("a", "old").HardLink("b", "a").File("a", "new"), new TarBuilder().File("a", "new").File("b", "new"), "hardlink", "duplicate-entry", "entry-order");

        Assert.IsFalse(diagnosis.Findings.Any(f => f is { CauseId: "hardlink", Certainty: Certainty.Proven }));
        Assert.IsFalse(diagnosis.IsReproducibleExcept);
    }

    [TestMethod]
    [DataRow("var/log/../../usr/bin/sudo")]
    [DataRow("var/log//../../usr/bin/sudo")]
    [DataRow("tmp/./../usr/bin/sudo")]
    public void A_path_that_leads_out_of_a_folder_is_not_in_it(string path)
    {
        var diagnosis = Diagnose(new TarBuilder().File(path, "red"), new TarBuilder().File(path, "blue"), "logs", "droppings");

        Assert.AreEqual("unexplained", diagnosis.Findings.Single().CauseId);
        Assert.IsFalse(diagnosis.IsReproducibleExcept);
    }

    [TestMethod]
    [DataRow(0b111_101_101, 0L, true, DisplayName = "as the earlier layer has it")]
    [DataRow(0b1_111_111_111, 0L, false, DisplayName = "the earlier layer has it for all")]
    [DataRow(0b111_101_101, 1000L, false, DisplayName = "the earlier layer has it for a user")]
    public void A_folder_that_an_earlier_layer_has_otherwise_is_not_there_anyway(int mode, long owner, bool proven)
    {
        var below = TestLayer.Gzip(new TarBuilder().Add(new TarItem("data/") { Type = '5', Mode = mode, Uid = owner }).Build());

        var diagnosis = Explained.Images(
            new TestImage(below, TestLayer.Gzip(new TarBuilder().Folder("data").File("data/x").Build())),
            new TestImage(below, TestLayer.Gzip(new TarBuilder().File("data/x").Build())));

        Assert.AreEqual(proven, diagnosis.Findings.Single().Certainty == Certainty.Proven);
    }

    [TestMethod]
    [DataRow("same", "same")]
    [DataRow("one", "other")]
    public void What_is_accepted_does_not_cover_what_stands_behind_the_content(string left, string right)
    {
        static TarBuilder Tar(string content, long time, byte padding)
        {
            byte[] block = new byte[512];
            Encoding.ASCII.GetBytes(content).CopyTo(block, 0);
            block[^1] = padding;
            return new TarBuilder().Raw(TarBuilder.HeaderOf(new TarItem("a") { MTime = time }, content.Length)).Raw(block).File("b");
        }

        var diagnosis = Diagnose(Tar(left, 1, 1), Tar(right, 2, 2), "file-mtime", "unexplained");

        Assert.Contains("padding", diagnosis.Differences.SelectMany(d => d.Difference.Fields).Select(f => f.Name));
        Assert.IsFalse(diagnosis.IsReproducibleExcept);
    }

    [TestMethod]
    public void A_platform_that_one_side_lacks_was_compared_with_nothing_and_nobody_can_accept_it()
    {
        using var folder = new TestFolder();
        var image = new TestImage(TestLayer.Gzip(new TarBuilder().File("a").Build()));

        var diagnosis = Explained.Paths(
            OciArchiveBuilder.Of(image, image with { Architecture = "arm64" }).Write(folder, "l.tar"), OciArchiveBuilder.Of(image).Write(folder, "r.tar"),
            new DiagnosisOptions { Acceptances = Accept("*", "unexplained") });

        Assert.IsFalse(diagnosis.IsReproducibleExcept);
    }

    private static Diagnosis Diagnose(TarBuilder left, TarBuilder right, params string[] accepted) =>
        Explained.Tars(left, right, new DiagnosisOptions { Acceptances = Accept(accepted) });

    private static AcceptanceSet Accept(params string[] causes) =>
        new(causes.Select(c => new Acceptance(c, null, "because", null, "/b.json", 3)), new DateOnly(2026, 6, 1));
}
