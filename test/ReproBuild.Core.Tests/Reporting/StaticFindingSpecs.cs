using System.Text;
using System.Text.Json.Nodes;
using NJsonSchema;
using ReproBuild.Core.Tests.Linting;
using ReproBuild.Reporting;

namespace ReproBuild.Core.Tests.Reporting;

/// <summary>What was read from the Dockerfile, in the reports beside what two builds show.</summary>
[TestClass]
public sealed class StaticFindingSpecs
{
    private const string Stranger = "apk add 'a\u202E</script>[x](https://evil.example)'";

    [TestMethod]
    [DataRow("apk add curl")]
    [DataRow(Stranger)]
    public async Task The_reports_for_programs_keep_to_their_schemas(string command)
    {
        var json = await JsonSchema.FromFileAsync(JsonReportSpecs.SchemaPath("report-1.schema.json"));
        var sarif = await JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "sarif-2.1.0.json"));

        Assert.IsEmpty(json.Validate(Report(command, ReportFormat.Json)));
        Assert.IsEmpty(sarif.Validate(Report(command, ReportFormat.Sarif)));
    }

    [TestMethod]
    public void They_stand_apart_from_what_was_found_by_comparing()
    {
        var report = JsonNode.Parse(Report("apk add curl", ReportFormat.Json))!;

        Assert.IsEmpty(report["findings"]!.AsArray());
        var finding = report["staticFindings"]!.AsArray().Single()!;
        Assert.AreEqual("REPRO3415 Dockerfile 2 5", $"{finding["code"]} {finding["file"]} {finding["line"]} {finding["column"]}");
        Assert.AreEqual("RUN apk add curl=<version>", (string)finding["remedy"]!["paste"]!);
        Assert.AreEqual("reproducible", (string)report["verdict"]!, "reading proves nothing, and refutes nothing");
    }

    [TestMethod]
    public void Code_scanning_gets_a_warning_at_the_line_with_a_rule_of_its_own()
    {
        var run = JsonNode.Parse(Report("apk add curl", ReportFormat.Sarif))!["runs"]![0]!;
        var result = run["results"]!.AsArray().Single()!;

        Assert.AreEqual("warning REPRO3415", $"{result["level"]} {result["ruleId"]}");
        Assert.AreEqual("REPRO3415", (string)run["tool"]!["driver"]!["rules"]![(int)result["ruleIndex"]!]!["id"]!);
        var place = result["locations"]![0]!["physicalLocation"]!;
        Assert.AreEqual("Dockerfile 2 5", $"{place["artifactLocation"]!["uri"]} {place["region"]!["startLine"]} {place["region"]!["startColumn"]}");
        Assert.Contains("Write: RUN apk add curl=<version>", (string)result["message"]!["text"]!);
    }

    [TestMethod]
    public void The_short_report_has_line_and_remedy()
    {
        string report = Report("apk add curl", ReportFormat.Markdown);

        Assert.Contains("**Read from the Dockerfile**", report);
        Assert.Contains("`Dockerfile:2`", report);
        Assert.Contains("`RUN apk add curl=<version>`", report);
        Assert.DoesNotContain("](https://evil.example)", Report(Stranger, ReportFormat.Markdown));
    }

    [TestMethod]
    public void The_same_findings_give_the_same_bytes()
    {
        foreach (var format in ReportFormats.All) Assert.AreEqual(Report("apk add curl", format), Report("apk add curl", format));
    }

    private static string Report(string command, ReportFormat format)
    {
        using var stream = new MemoryStream();
        // Read.Path is where the tests' Dockerfiles lie.
        var options = Reported.Options() with { StaticFindings = Linted.Lines("RUN " + command), BaseFolder = "/project" };
        ReportWriter.Write(ReportBuilder.Build(Reported.Equal(), options), format, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
