using System.Text.Json.Nodes;
using ReproBuild.Causes;
using ReproBuild.Causes.Accepting;
using ReproBuild.Comparing;
using ReproBuild.Core.Tests.Causes;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Reporting;

namespace ReproBuild.Core.Tests.Comparing;

/// <summary>Images for several platforms under one index: nothing of the second may hide behind the first.</summary>
[TestClass]
public sealed class MultiPlatformSpecs
{
    private static readonly TestImage Amd = new(TestLayer.Gzip(new TarBuilder().File("app", "amd64").Build()));
    private static readonly TestImage Arm = Image("arm64", "x");

    [TestMethod]
    public void A_difference_in_the_second_platform_alone_is_told_with_its_platform_in_every_line()
    {
        var (left, right) = (Index(Amd, Arm), Index(Amd, Image("arm64", "y")));

        var compared = Compared.Archives(left, right);

        Assert.AreEqual("linux/arm64", compared.Only().Platform!.ToString());
        Assert.AreEqual(Verdict.Reproducible, compared.Comparison.Platforms[0].Verdict);
        Assert.IsTrue(compared.Diagnostics.All(d => d.Contains("linux/arm64", StringComparison.Ordinal)), string.Join('\n', compared.Diagnostics));
        Assert.DoesNotContain("linux/amd64", compared.Diagnostics[^1]);
    }

    [TestMethod]
    public void Reports_and_the_screen_name_the_platform_of_each_finding()
    {
        using var folder = new TestFolder();
        var diagnosis = Explained.Paths(Index(Amd, Arm).Write(folder, "l.tar"), Index(Image("amd64", "z"), Image("arm64", "y")).Write(folder, "r.tar"));

        string[] screen = [.. ConsoleSummary.Lines(diagnosis).Where(l => l.Contains(" REPRO5", StringComparison.Ordinal))];
        ReportWriter.WriteAll(diagnosis, new ReportOptions
        {
            Folder = folder.Path,
            Formats = ReportFormats.Parse("json;sarif;md"),
            Words = new ComparisonWords(),
            Left = new ReportSide(folder["l.tar"], []),
            Right = new ReportSide(folder["r.tar"], []),
        });

        Assert.AreEqual(2, diagnosis.Findings.Count(f => f.Counts));
        Assert.IsTrue(screen.Length == 2 && screen[0].EndsWith("linux/amd64", StringComparison.Ordinal) && screen[1].EndsWith("linux/arm64", StringComparison.Ordinal), string.Join('\n', screen));
        string[] rows = [.. File.ReadAllLines(folder["report.md"]).Where(l => l.Contains("[REPRO5", StringComparison.Ordinal))];
        Assert.IsTrue(rows.Length == 2 && rows[0].Contains("linux/amd64", StringComparison.Ordinal) && rows[1].Contains("linux/arm64", StringComparison.Ordinal), string.Join('\n', rows));
        foreach (string platform in (string[])["linux/amd64", "linux/arm64"])
        {
            Assert.Contains($" For {platform}.\"", File.ReadAllText(folder["report.sarif"]));
            Assert.Contains($"\"platform\": \"{platform}\"", File.ReadAllText(folder["report.json"]));
        }
    }

    [TestMethod]
    public void An_acceptance_of_everything_covers_no_platform_that_stands_on_one_side_alone()
    {
        using var folder = new TestFolder();
        var everything = new AcceptanceSet([new Acceptance("*", null, "test", null, null, 0), new Acceptance("unexplained", null, "test", null, null, 0)], new DateOnly(2026, 1, 1));

        foreach (var right in (OciArchiveBuilder[])[Index(Amd), Index(Image("amd64", "other"))])
        {
            var diagnosis = Explained.Paths(Index(Amd, Arm).Write(folder, "l.tar"), right.Write(folder, "r.tar"), new DiagnosisOptions { Acceptances = everything });

            Assert.IsFalse(diagnosis.IsReproducibleExcept);
            Assert.AreNotEqual(Verdict.Reproducible, diagnosis.Comparison.Verdict);
            Assert.Contains("linux/arm64", diagnosis.Comparison.NotCompared.Single().Message);
        }
    }

    [TestMethod]
    public void What_is_accepted_is_told_with_its_platform()
    {
        using var folder = new TestFolder();
        var set = new AcceptanceSet([new Acceptance("unexplained", "app", "test", null, null, 0)], new DateOnly(2026, 1, 1));

        var diagnosis = Explained.Paths(Index(Amd, Arm).Write(folder, "l.tar"), Index(Amd, Image("arm64", "y")).Write(folder, "r.tar"), new DiagnosisOptions { Acceptances = set });

        Assert.IsTrue(diagnosis.IsReproducibleExcept);
        Assert.Contains("unexplained in layer 1 of linux/arm64: /app", AcceptanceDiagnostics.Of(diagnosis).Single(d => d.Code == DiagnosticCodes.ReproducibleExcept).Message);
    }

    [TestMethod]
    public void An_image_that_is_marked_as_an_attestation_is_compared_all_the_same()
    {
        OciArchiveBuilder Marked(TestImage second)
        {
            var builder = new OciArchiveBuilder();
            var (first, marked) = (builder.AddImage(Amd), builder.AddImage(second));
            marked["annotations"] = new JsonObject { ["vnd.docker.reference.type"] = "attestation-manifest" };
            builder.Manifests.Add(builder.AddIndex(first, marked));
            return builder;
        }

        var compared = Compared.Archives(Marked(Arm), Marked(Image("arm64", "y")));

        Assert.AreEqual("linux/arm64", compared.Only().Platform!.ToString());
    }

    [TestMethod]
    public void Variants_of_a_processor_are_platforms_of_their_own_and_none_stands_for_the_other()
    {
        var compared = Compared.Archives(Index(Amd, Arm), Index(Amd, Arm with { Variant = "v8" }));

        Assert.AreEqual(Verdict.Inconclusive, compared.Verdict);
        Assert.HasCount(2, compared.Comparison.NotCompared);
    }

    [TestMethod]
    public void One_platform_twice_against_once_is_inconclusive_and_the_same_image_twice_is_one()
    {
        Assert.AreEqual(Verdict.Inconclusive, Compared.Archives(Index(Arm, Image("arm64", "y")), Index(Arm)).Verdict);
        Assert.AreEqual(Verdict.Reproducible, Compared.Archives(Index(Arm, Arm), Index(Arm)).Verdict);
    }

    [TestMethod]
    public void An_empty_index_in_the_place_of_a_platform_is_no_image_and_proves_nothing()
    {
        var right = new OciArchiveBuilder();
        right.Manifests.Add(right.AddIndex(right.AddImage(Amd), right.AddIndex()));

        var compared = Compared.Archives(Index(Amd, Arm), right);

        Assert.AreEqual(Verdict.Inconclusive, compared.Verdict);
        var empty = new OciArchiveBuilder();
        empty.Manifests.Add(empty.AddIndex());
        Assert.Throws<ReproException>(() => Compared.Archives(empty, empty));
    }

    [TestMethod]
    public void An_index_within_an_index_is_followed_to_its_last_image()
    {
        OciArchiveBuilder Nested(TestImage second)
        {
            var builder = new OciArchiveBuilder();
            builder.Manifests.Add(builder.AddIndex(builder.AddImage(Amd), builder.AddIndex(builder.AddIndex(builder.AddImage(second)))));
            return builder;
        }

        Assert.AreEqual(Verdict.Reproducible, Compared.Archives(Nested(Arm), Index(Amd, Arm)).Verdict);
        Assert.AreEqual("linux/arm64", Compared.Archives(Nested(Arm), Nested(Image("arm64", "y"))).Only().Platform!.ToString());
    }

    [TestMethod]
    public void Another_order_in_an_inner_index_is_told_and_is_no_divergence()
    {
        var compared = Compared.Archives(Index(Amd, Arm), Index(Arm, Amd));

        Assert.AreEqual(Verdict.Reproducible, compared.Verdict);
        var told = compared.Differences.Single();
        Assert.AreEqual(DifferenceKind.IndexField, told.Kind);
        Assert.AreEqual(("manifests[0].manifests: the order", "linux/amd64, linux/arm64", "linux/arm64, linux/amd64"), (told.Fields[0].Name, told.Fields[0].Left, told.Fields[0].Right));
    }

    [TestMethod]
    public void Images_under_each_others_platform_diverge()
    {
        var left = Index(Amd, Arm);
        var right = new OciArchiveBuilder();
        var (amd, arm) = (right.AddImage(Amd), right.AddImage(Arm));
        (amd["platform"], arm["platform"]) = (Arm.PlatformJson(), Amd.PlatformJson());
        right.Manifests.Add(right.AddIndex(amd, arm));

        var compared = Compared.Archives(left, right);

        Assert.AreEqual(Verdict.Divergent, compared.Verdict);
        Assert.IsTrue(compared.Comparison.Platforms.All(p => p.Verdict == Verdict.Divergent));
    }

    private static TestImage Image(string architecture, string content) =>
        new(TestLayer.Gzip(new TarBuilder().File("app", content).Build())) { Architecture = architecture };

    private static OciArchiveBuilder Index(params TestImage[] images)
    {
        var builder = new OciArchiveBuilder();
        builder.Manifests.Add(builder.AddIndex([.. images.Select(builder.AddImage)]));
        return builder;
    }
}
