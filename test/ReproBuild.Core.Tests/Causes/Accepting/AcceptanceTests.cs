using ReproBuild.Causes;
using ReproBuild.Causes.Accepting;
using ReproBuild.Comparing;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;

namespace ReproBuild.Core.Tests.Causes.Accepting;

[TestClass]
public sealed class AcceptanceTests
{
    private static readonly DateOnly Today = new(2026, 6, 1);

    [TestMethod]
    public void What_is_accepted_is_no_divergence_any_more_and_is_told_with_its_reason()
    {
        var diagnosis = Diagnose(Log("1"), Log("2"), Accept("logs", "var/log/**"));

        Assert.IsTrue(diagnosis.IsReproducibleExcept);
        Assert.AreEqual(Verdict.Divergent, diagnosis.Comparison.Verdict, "the digests are what they are");
        Assert.AreEqual(1L, diagnosis.AcceptedCount);
        Assert.IsTrue(diagnosis.Findings.Single().IsAccepted);
        Assert.AreEqual("because logs", diagnosis.Differences.Single().AcceptedBy?.Reason);
        var told = AcceptanceDiagnostics.Of(diagnosis).Single();
        Assert.AreEqual(("REPRO5003", Severity.Warning), (told.Code, told.Severity));
        Assert.Contains("/var/log/apt.log", told.Message);
        Assert.Contains("because logs", told.Message);
    }

    [TestMethod]
    public void Anything_beside_what_is_accepted_still_diverges()
    {
        var diagnosis = Diagnose(Log("1").File("app/x", "red"), Log("2").File("app/x", "blue"), Accept("logs", null));

        Assert.IsFalse(diagnosis.IsReproducibleExcept);
        Assert.AreEqual(1L, diagnosis.AcceptedCount);
        Assert.AreEqual("logs True, unexplained False", string.Join(", ", diagnosis.Findings.Select(f => $"{f.CauseId} {f.IsAccepted}")));
        Assert.Contains("a part of it is accepted", AcceptanceDiagnostics.Of(diagnosis).Single().Message);
    }

    [TestMethod]
    public void A_difference_with_a_field_that_nobody_accepts_is_not_accepted()
    {
        TarBuilder Tar(long time, string xattr) =>
            new TarBuilder().Add(new TarItem("a", "x"u8.ToArray()) { MTime = time, Pax = [("SCHILY.xattr.user.a", xattr)] });

        var one = Diagnose(Tar(1, "1"), Tar(2, "2"), Accept("file-mtime", null));
        var both = Diagnose(Tar(1, "1"), Tar(2, "2"), Accept("file-mtime", null), Accept("unexplained", "a"));

        Assert.IsFalse(one.IsReproducibleExcept);
        Assert.AreEqual(0L, one.AcceptedCount);
        Assert.IsTrue(both.IsReproducibleExcept);
        Assert.IsEmpty(both.UnusedAcceptances);
    }

    [TestMethod]
    public void The_name_of_a_cause_does_not_accept_what_has_none_and_another_path_is_not_meant()
    {
        var otherCause = Diagnose(new TarBuilder().File("a", "red"), new TarBuilder().File("a", "blue"), Accept("logs", null));
        var otherPath = Diagnose(Log("1"), Log("2"), Accept("logs", "app/**"));

        Assert.IsFalse(otherCause.IsReproducibleExcept);
        Assert.IsFalse(otherPath.IsReproducibleExcept);
        var told = AcceptanceDiagnostics.Of(otherPath).Single();
        Assert.AreEqual(("REPRO5004", Severity.Warning, "/b.json", 3), (told.Code, told.Severity, told.File, told.Line));
    }

    [TestMethod]
    public void An_expired_entry_accepts_nothing_and_fails_even_where_nothing_differs()
    {
        var expired = Accept("logs", null) with { Expires = Today };
        var tomorrow = Accept("logs", null) with { Expires = Today.AddDays(1) };

        var differs = Diagnose(Log("1"), Log("2"), expired);
        var equal = Diagnose(Log("1"), Log("1"), expired);

        Assert.IsFalse(differs.IsReproducibleExcept);
        Assert.AreEqual(0L, differs.AcceptedCount);
        Assert.AreEqual(("REPRO5004", Severity.Error), AcceptanceDiagnostics.Of(equal).Select(d => (d.Code, d.Severity)).Single());
        Assert.Contains("2026-06-01", AcceptanceDiagnostics.Of(differs).Single().Message);
        Assert.IsTrue(Diagnose(Log("1"), Log("2"), tomorrow).IsReproducibleExcept);
    }

    [TestMethod]
    public void What_could_not_be_compared_is_never_accepted()
    {
        using var folder = new TestFolder();
        var (left, right) = (new TestImage(TestLayer.Gzip(Log("1").Build())), new TestImage(TestLayer.Gzip(Log("2").Build())));
        var broken = OciArchiveBuilder.Of(right);
        broken.Files.Remove(OciArchiveBuilder.PathOf(ReproBuild.Images.Digest.Of(right.Layers[0].Blob)));

        var diagnosis = Explained.Paths(
            OciArchiveBuilder.Of(left).Write(folder, "l.tar"), broken.Write(folder, "r.tar"),
            new DiagnosisOptions { Acceptances = new AcceptanceSet([Accept("*", null)], Today) });

        Assert.IsFalse(diagnosis.IsReproducibleExcept);
        Assert.IsNotEmpty(diagnosis.Comparison.NotCompared);
    }

    private static TarBuilder Log(string text) => new TarBuilder().File("var/log/apt.log", text);

    private static Acceptance Accept(string cause, string? path) => new(cause, path, $"because {cause}", null, "/b.json", 3);

    private static Diagnosis Diagnose(TarBuilder left, TarBuilder right, params Acceptance[] acceptances) =>
        Explained.Tars(left, right, new DiagnosisOptions { Acceptances = new AcceptanceSet(acceptances, Today) });
}
