using System.Text.RegularExpressions;
using ReproBuild.Causes;
using ReproBuild.Comparing;
using ReproBuild.Reporting;

namespace ReproBuild.Core.Tests.Reporting;

[TestClass]
public sealed partial class MarkdownReportSpecs
{
    [TestMethod]
    public void A_divergence_is_told_with_digests_causes_places_and_remedies()
    {
        string text = Reported.Divergent().Text(ReportFormat.Markdown);

        Assert.StartsWith("### ❌ Two builds of commit 3fa1c02 differ in 4 places.\n", text);
        Assert.Contains($"`{Reported.DigestOf("left")}`", text);
        Assert.Contains("| proven | [REPRO5211](https://github.com/", text);
        Assert.Contains("`Dockerfile:3`, layer 2 of 2", text);
        Assert.Contains("```dockerfile\nRUN date --date=@$SOURCE_DATE_EPOCH > /build-info && useradd app\n```", text);
        Assert.Contains("4 differences, 1 of them proven. 17 bytes differ, 5 % of them explained with proof.", text);
    }

    [TestMethod]
    public void Equal_images_take_one_line_and_a_table()
    {
        string text = Reported.Equal().Text(ReportFormat.Markdown);

        Assert.StartsWith("### ✅ Two builds of commit 3fa1c02 are one, digest for digest.\n", text);
        Assert.DoesNotContain("cause", text);
    }

    [TestMethod]
    public void What_is_accepted_is_never_silent()
    {
        string text = Reported.Accepted().Text(ReportFormat.Markdown);

        Assert.StartsWith("### ☑️ Two builds of commit 3fa1c02 are reproducible except for 1 accepted difference.", text);
        Assert.Contains("- `embedded-timestamp` at `build-info` until 2027-01-01: asked for by \"support\" (1 difference)", text);
        Assert.Contains("- `logs`: old (**no longer matches anything**)", text);
    }

    [TestMethod]
    [DataRow("<script>alert(1)</script>", "<script")]
    [DataRow("@everyone see #12", "@everyone")]
    [DataRow("[x](https://evil.example)", "[x](")]
    [DataRow("![x](https://evil.example/p.png)", "https://evil.example/p.png")]
    [DataRow("https://evil.example www.evil.example", "//evil.example www.evil")]
    [DataRow("*bold* _it_ ~~s~~", "*bold*")]
    [DataRow("<!-- hidden", "<!--")]
    [DataRow("a\n/close\n# heading", "\n/close")]
    [DataRow("a\u202Eb\u0000c", "\u202E")]
    public void Text_from_strangers_stays_text(string stranger, string forbidden)
    {
        string text = Reported.Divergent(stranger).Text(ReportFormat.Markdown);

        string outsideOfCode = Code().Replace(text, "");
        Assert.DoesNotContain(forbidden, outsideOfCode);
        Assert.DoesNotContain('\u202E', text);
        Assert.DoesNotContain('\0', text);
    }

    [TestMethod]
    public void Bars_and_backticks_neither_end_a_cell_nor_a_code()
    {
        Assert.AreEqual(@"a\|b", MarkdownText.Plain("a|b"));
        Assert.AreEqual(@"`` a\|`b ``".Replace(" ", "", StringComparison.Ordinal), MarkdownText.Code("a|`b"));
        Assert.AreEqual("``` `` ```", MarkdownText.Code("``"));
        Assert.AreEqual("````\n```\n````\n", MarkdownText.Block("```", ""));

        string text = Reported.Divergent("a|b`c``d").Text(ReportFormat.Markdown);
        foreach (string row in text.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Contains("REPRO", StringComparison.Ordinal)))
            Assert.AreEqual(6, Cells().Count(row), row);
    }

    [TestMethod]
    public void A_thousand_findings_still_fit_a_comment()
    {
        var one = Reported.Divergent(new string('|', 5000));
        var many = one with { Findings = [.. Enumerable.Range(0, 1000).SelectMany(_ => one.Findings)] };

        string text = many.Text(ReportFormat.Markdown);

        Assert.IsLessThan(65_536, text.Length);
        Assert.Contains("2975 more findings are in the other reports.", text);
    }

    [TestMethod]
    public void The_console_fits_one_screen_and_says_what_why_and_what_to_do()
    {
        var one = Reported.Divergent("\u001b[31m\nred");
        Finding At(Finding finding, int line) => finding with { First = finding.First with { Blame = finding.First.Blame! with { Line = finding.First.Blame.Line + line } } };
        var many = one with { Findings = [.. Enumerable.Range(0, 40).SelectMany(i => one.Findings.Select(f => At(f, i)))] };

        var lines = ConsoleSummary.Lines(many, new ComparisonWords("Two builds"), 80, "artifacts/repro/report.html", Reported.Base);

        Assert.IsLessThanOrEqualTo(ConsoleSummary.MaxLines, lines.Count);
        Assert.AreEqual("Two builds differ in 4 places.", lines[0]);
        Assert.AreEqual("Report: artifacts/repro/report.html", lines[^1]);
        Assert.Contains("  REPRO5211 The time of the build [proven]  Dockerfile(3,1)", lines);
        Assert.Contains("    → Remove it, or derive it from SOURCE_DATE_EPOCH.", lines);
        Assert.Contains("      RUN date --date=@$SOURCE_DATE_EPOCH > /build-info && useradd app", lines);
        Assert.IsTrue(lines.Any(l => l.EndsWith("more findings", StringComparison.Ordinal)));
        Assert.IsFalse(lines.Any(l => l.Any(char.IsControl)));
    }

    [TestMethod]
    public void The_console_says_of_equal_images_that_they_are_one()
    {
        Assert.AreSequenceEqual(["The images are one, digest for digest.", $"  {Reported.DigestOf("a")}"], ConsoleSummary.Lines(Reported.Equal()));
    }

    [GeneratedRegex(@"(?s)(?<!`)(`{3,})[^`].*?\n\1|(?<!`)(`+)(?!`).*?(?<!`)\2(?!`)")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Cells();
}
