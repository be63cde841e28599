using System.Text.Json.Nodes;
using NJsonSchema;
using ReproBuild.Causes;
using ReproBuild.Reporting;

namespace ReproBuild.Core.Tests.Reporting;

[TestClass]
public sealed class SarifReportSpecs
{
    public static IEnumerable<object[]> Diagnoses =>
        [["equal", Reported.Equal()], ["divergent", Reported.Divergent()], ["accepted", Reported.Accepted()], ["hostile", Reported.Divergent("a\0\u202E\uD800[x](https://evil.example)")]];

    [TestMethod]
    [DynamicData(nameof(Diagnoses))]
    public async Task Every_report_keeps_to_the_schema_of_SARIF(string name, Diagnosis diagnosis)
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "sarif-2.1.0.json"));

        var errors = schema.Validate(diagnosis.Text(ReportFormat.Sarif));

        Assert.IsEmpty(errors, $"{name}: {string.Join("; ", errors)}");
    }

    [TestMethod]
    public async Task The_schema_refuses_what_is_no_SARIF()
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "sarif-2.1.0.json"));
        var report = JsonNode.Parse(Reported.Divergent().Text(ReportFormat.Sarif))!;

        report["runs"]![0]!["results"]![0]!["level"] = "fatal";

        Assert.IsNotEmpty(schema.Validate(report.ToJsonString()));
    }

    [TestMethod]
    public void A_result_stands_at_its_line_and_names_its_rule()
    {
        var run = JsonNode.Parse(Reported.Divergent().Text(ReportFormat.Sarif))!["runs"]![0]!;

        foreach (var result in run["results"]!.AsArray())
        {
            var rule = run["tool"]!["driver"]!["rules"]![(int)result!["ruleIndex"]!]!;
            Assert.AreEqual((string)rule["id"]!, (string)result["ruleId"]!);
            Assert.EndsWith("#" + ((string)rule["id"]!).ToLowerInvariant(), (string)rule["helpUri"]!);
        }

        var first = run["results"]![0]!;
        var place = first["locations"]![0]!["physicalLocation"]!;
        Assert.AreEqual("error Dockerfile SRCROOT 3 1", $"{first["level"]} {place["artifactLocation"]!["uri"]} {place["artifactLocation"]!["uriBaseId"]} {place["region"]!["startLine"]} {place["region"]!["startColumn"]}");
        Assert.Contains("Write: RUN date --date=@$SOURCE_DATE_EPOCH", (string)first["message"]!["text"]!);
    }

    [TestMethod]
    public void Fingerprints_stay_when_lines_and_values_move()
    {
        static string[] Prints(Diagnosis diagnosis) =>
            [.. JsonNode.Parse(diagnosis.Text(ReportFormat.Sarif))!["runs"]![0]!["results"]!.AsArray().Select(r => (string)r!["partialFingerprints"]!["reprobuild/v1"]!)];
        var before = Reported.Divergent();
        var moved = before with
        {
            Findings = [.. before.Findings.Select(f => f with { First = f.First with { Blame = f.First.Blame! with { Line = 17 } }, Sentence = "other bytes", Count = 9 })],
        };

        Assert.AreSequenceEqual(Prints(before), Prints(moved));
        Assert.HasCount(3, Prints(before).Distinct().ToArray());
    }

    [TestMethod]
    public void What_is_accepted_is_suppressed_with_its_reason()
    {
        var result = JsonNode.Parse(Reported.Accepted().Text(ReportFormat.Sarif))!["runs"]![0]!["results"]![0]!;

        Assert.AreEqual("note external asked for by \"support\"", $"{result["level"]} {result["suppressions"]![0]!["kind"]} {result["suppressions"]![0]!["justification"]}");
    }

    [TestMethod]
    public void Text_from_strangers_makes_no_link()
    {
        string text = (string)JsonNode.Parse(Reported.Divergent("[x](https://evil.example)").Text(ReportFormat.Sarif))!["runs"]![0]!["results"]![1]!["message"]!["text"]!;

        Assert.Contains(@"\[x\]", text);
        Assert.DoesNotContain("[x](", text.Replace(@"\[", "", StringComparison.Ordinal));
    }
}
