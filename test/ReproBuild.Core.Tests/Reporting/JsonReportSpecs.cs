using System.Text.Json.Nodes;
using NJsonSchema;
using ReproBuild.Archives;
using ReproBuild.Causes;
using ReproBuild.Core.Tests.Causes;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Reporting;

namespace ReproBuild.Core.Tests.Reporting;

[TestClass]
public sealed class JsonReportSpecs
{
    public static IEnumerable<object[]> Diagnoses =>
        [["equal", Reported.Equal()], ["divergent", Reported.Divergent()], ["accepted", Reported.Accepted()], ["hostile", Reported.Divergent("a\0\u202E\uD800</script>")], ["real", Real()]];

    [TestMethod]
    [DynamicData(nameof(Diagnoses))]
    public async Task Every_report_keeps_to_its_published_schema(string name, Diagnosis diagnosis)
    {
        var schema = await JsonSchema.FromFileAsync(SchemaPath("report-1.schema.json"));

        var errors = schema.Validate(diagnosis.Text(ReportFormat.Json));

        Assert.IsEmpty(errors, $"{name}: {string.Join("; ", errors)}");
    }

    [TestMethod]
    public async Task The_schema_refuses_a_report_that_lacks_a_member_or_invents_a_verdict()
    {
        var schema = await JsonSchema.FromFileAsync(SchemaPath("report-1.schema.json"));
        var report = JsonNode.Parse(Reported.Divergent().Text(ReportFormat.Json))!.AsObject();

        var invented = report.DeepClone().AsObject();
        invented["verdict"] = "green";
        var layer = report.DeepClone().AsObject();
        layer["platforms"]![0]!["rightLayers"]![0]!["state"] = "fine";
        report.Remove("differences");

        foreach (var broken in new[] { invented, layer, report }) Assert.IsNotEmpty(schema.Validate(broken.ToJsonString()));
    }

    [TestMethod]
    public void A_report_says_what_differs_why_where_and_what_to_write()
    {
        var report = JsonNode.Parse(Reported.Divergent().Text(ReportFormat.Json))!;

        Assert.AreEqual("divergent", (string)report["verdict"]!);
        Assert.AreEqual("artifacts/repro/build-1.oci.tar", (string)report["left"]!["archive"]!);
        var finding = report["findings"]![0]!;
        Assert.AreEqual("embedded-timestamp proven Dockerfile 3", $"{finding["cause"]} {finding["certainty"]} {finding["file"]} {finding["line"]}");
        Assert.StartsWith("RUN date --date=@$SOURCE_DATE_EPOCH", (string)finding["remedy"]!["paste"]!);
        Assert.AreEqual("3-4", $"{report["dockerfile"]!["blamed"]![0]!["line"]}-{report["dockerfile"]!["blamed"]![0]!["endLine"]}");
        Assert.AreEqual("equal differs", string.Join(' ', report["platforms"]![0]!["leftLayers"]!.AsArray().Select(l => (string)l!["state"]!)));
        Assert.AreEqual("text, , hex, members", string.Join(", ", report["differences"]!.AsArray().Select(d => (string?)d!["diff"]?["kind"])));
        Assert.AreEqual("it is longer than 32 MiB", (string)report["differences"]![2]!["notAnalysed"]!);
    }

    [TestMethod]
    public void The_layers_of_real_images_have_their_sizes_and_states()
    {
        var report = JsonNode.Parse(Real().Text(ReportFormat.Json, new ReportOptions { Folder = "/nowhere", Left = RealLeft() }))!;

        string[] layers = [.. report["platforms"]![0]!["leftLayers"]!.AsArray().Select(l => $"{l!["state"]} {l["size"]!.GetValue<long>() > 0} {l["instruction"]}")];

        Assert.AreSequenceEqual(["equal True step 1", "differs True step 2"], layers);
    }

    internal static string SchemaPath(string name) => Path.Combine(AppContext.BaseDirectory, name);

    private static Diagnosis Real() => Explained.Images(RealImage(1), RealImage(2));

    private static TestImage RealImage(long time) =>
        new(TestLayer.Gzip(new TarBuilder().File("base", "x").Build()), TestLayer.Gzip(new TarBuilder().File("a", "x", mtime: time).File("b", $"red {time}").Build()));

    private static ReportSide RealLeft()
    {
        using var folder = new TestFolder();
        using var archive = ImageArchive.Open(OciArchiveBuilder.Of(RealImage(1)).Write(folder, "image.tar"));
        return ReportSide.Of(archive);
    }
}
