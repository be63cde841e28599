using System.Text.Json;
using ReproBuild.Causes;

namespace ReproBuild.Reporting;

/// <summary><c>report.json</c>: everything, in a stable order. Its schema is <c>docs/schemas/report-1.schema.json</c>.</summary>
internal sealed class JsonReport
{
    private const string Schema = "https://raw.githubusercontent.com/reprobuild/ReproBuild.Sdk/main/docs/schemas/report-1.schema.json";

    private readonly ReportModel _model;
    private readonly Utf8JsonWriter _json;

    private JsonReport(ReportModel model, Utf8JsonWriter json) => (_model, _json) = (model, json);

    /// <summary>Writes the report.</summary>
    public static void Write(ReportModel model, Stream to)
    {
        using var json = new Utf8JsonWriter(to, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        var differences = new JsonDifferences(json, model);
        Write(model, json, () => json.WriteArray("differences", model.Differences, differences.Write));
        json.Flush();
        to.WriteByte((byte)'\n');
    }

    /// <summary>Writes the report with its differences in a form of the caller's.</summary>
    public static void Write(ReportModel model, Utf8JsonWriter json, Action differences) => new JsonReport(model, json).Write(differences);

    private void Write(Action differences)
    {
        _json.WriteStartObject();
        _json.WriteString("$schema", Schema);
        _json.WriteString("schemaVersion", ReportModel.SchemaVersion);
        _json.WriteObject("tool", () =>
        {
            _json.WriteString("name", "ReproBuild.Sdk");
            _json.WriteString("version", _model.ToolVersion);
        });
        _json.WriteText("subject", _model.Words.Subject);
        _json.WriteString("verdict", ReportWords.Name(_model.Verdict));
        _json.WriteText("headline", _model.Headline);
        _json.WriteText("explanation", _model.Explanation);
        Side("left", _model.Words.Left, _model.LeftArchive);
        Side("right", _model.Words.Right, _model.RightArchive);
        Totals();
        _json.WriteArray("platforms", _model.Platforms, Platform);
        _json.WriteArray("findings", _model.Findings, Finding);
        _json.WriteArray("staticFindings", _model.StaticFindings, StaticFinding);
        if (_model.Counterfactual is { } counterfactual) Counterfactual(counterfactual);
        else _json.WriteNull("counterfactual");
        _json.WriteArray("acceptances", _model.Acceptances, Acceptance);
        if (_model.Source is { } source) Source(source);
        else _json.WriteNull("dockerfile");
        _json.WriteTexts("notCompared", _model.NotCompared);
        _json.WriteTexts("remarks", _model.Remarks);
        differences();
        _json.WriteEndObject();
    }

    private void Side(string name, string words, string? archive) => _json.WriteObject(name, () =>
    {
        _json.WriteText("name", words);
        _json.WriteText("archive", archive);
    });

    private void Totals() => _json.WriteObject("totals", () =>
    {
        _json.WriteNumber("differences", _model.Totals.Differences);
        _json.WriteNumber("provenDifferences", _model.Totals.Proven);
        _json.WriteNumber("acceptedDifferences", _model.Totals.Accepted);
        _json.WriteNumber("listedDifferences", _model.Differences.Count);
        _json.WriteNumber("bytes", _model.Totals.Bytes);
        _json.WriteNumber("provenBytes", _model.Totals.ProvenBytes);
    });

    private void Platform(ReportPlatform platform)
    {
        _json.WriteStartObject();
        _json.WriteText("platform", platform.Platform.ToString());
        _json.WriteString("verdict", platform.Verdict.ToString().ToLowerInvariant());
        _json.WriteText("left", platform.Left?.ToString());
        _json.WriteText("right", platform.Right?.ToString());
        _json.WriteBoolean("byImageId", platform.ByImageId);
        _json.WriteArray("leftLayers", platform.LeftLayers, Layer);
        _json.WriteArray("rightLayers", platform.RightLayers, Layer);
        _json.WriteEndObject();
    }

    private void Layer(ReportLayer layer)
    {
        _json.WriteStartObject();
        _json.WriteNumber("number", layer.Number);
        _json.WriteString("digest", layer.Digest.ToString());
        _json.WriteNumberOrNull("size", layer.Size);
        _json.WriteString("state", CamelCase(layer.State.ToString()));
        _json.WriteNumber("differences", layer.Differences);
        _json.WriteNumber("pair", layer.Pair);
        _json.WriteText("instruction", layer.Instruction);
        _json.WriteEndObject();
    }

    private void Finding(ReportFinding report)
    {
        var finding = report.Finding;
        _json.WriteStartObject();
        _json.WriteString("id", report.Fingerprint);
        _json.WriteString("cause", finding.CauseId);
        _json.WriteString("code", finding.Code);
        _json.WriteString("title", report.Title);
        _json.WriteString("certainty", finding.Certainty.ToString().ToLowerInvariant());
        _json.WriteBoolean("bearsOnVerdict", finding.Counts);
        _json.WriteText("sentence", report.Sentence);
        Remedy(finding.Remedy);
        _json.WriteText("platform", finding.First.Platform?.ToString());
        _json.WriteNumberOrNull("layer", finding.First.Layer?.Number);
        _json.WriteText("instruction", finding.First.Blame?.Instruction);
        _json.WriteText("origin", finding.Origin?.Words);
        _json.WriteText("file", report.File);
        _json.WriteNumberOrNull("line", report.Line > 0 ? report.Line : null);
        _json.WriteNumberOrNull("column", report.Line > 0 ? Math.Max(1, report.Column) : null);
        _json.WriteNumber("differences", finding.Count);
        _json.WriteNumber("accepted", finding.Accepted);
        _json.WriteNumber("bytes", finding.Bytes);
        _json.WriteTexts("paths", finding.Paths);
        _json.WriteObject("derived", () =>
        {
            foreach (var (id, count) in finding.Derived.OrderBy(d => d.Key, StringComparer.Ordinal)) _json.WriteNumber(id, count);
        });
        _json.WriteString("help", report.Help);
        _json.WriteEndObject();
    }

    private void StaticFinding(ReportStaticFinding report)
    {
        var finding = report.Finding;
        _json.WriteStartObject();
        _json.WriteString("id", report.Fingerprint);
        _json.WriteString("code", finding.Code);
        _json.WriteString("title", finding.Title);
        _json.WriteText("sentence", finding.Sentence);
        Remedy(finding.Remedy);
        _json.WriteText("instruction", finding.Instruction);
        _json.WriteText("file", report.File);
        _json.WriteNumber("line", finding.Line);
        _json.WriteNumber("column", finding.Column);
        _json.WriteString("help", report.Help);
        _json.WriteEndObject();
    }

    private void Remedy(Remedy? remedy)
    {
        if (remedy is null)
        {
            _json.WriteNull("remedy");
            return;
        }

        _json.WriteObject("remedy", () =>
        {
            _json.WriteText("advice", remedy.Advice);
            _json.WriteText("paste", remedy.Paste);
        });
    }

    private void Counterfactual(Counterfactual counterfactual) => _json.WriteObject("counterfactual", () =>
    {
        _json.WriteBoolean("equal", counterfactual.Equal);
        _json.WriteText("sentence", _model.CounterfactualWords);
        _json.WriteArray("images", counterfactual.Images, image =>
        {
            _json.WriteStartObject();
            _json.WriteText("platform", image.Platform.ToString());
            _json.WriteString("left", image.Left.ToString());
            _json.WriteString("right", image.Right.ToString());
            _json.WriteArray("remedies", image.Remedies, place => _json.WriteNumberValue(place));
            _json.WriteArray("remaining", image.Remaining, place => _json.WriteNumberValue(place));
            _json.WriteEndObject();
        });
    });

    private void Acceptance(ReportAcceptance report)
    {
        var acceptance = report.Acceptance;
        _json.WriteStartObject();
        _json.WriteText("cause", acceptance.Cause);
        _json.WriteText("path", acceptance.Path);
        _json.WriteText("reason", acceptance.Reason);
        _json.WriteText("expires", acceptance.Expires?.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        _json.WriteText("file", report.File);
        _json.WriteNumberOrNull("line", acceptance.Line > 0 ? acceptance.Line : null);
        _json.WriteNumber("accepts", report.Used);
        _json.WriteEndObject();
    }

    private void Source(ReportSource source) => _json.WriteObject("dockerfile", () =>
    {
        _json.WriteText("file", source.File);
        _json.WriteTexts("lines", source.Lines);
        _json.WriteArray("blamed", source.Blamed, blamed =>
        {
            _json.WriteStartObject();
            _json.WriteNumber("line", blamed.First);
            _json.WriteNumber("endLine", blamed.Last);
            _json.WriteArray("findings", blamed.Findings, place => _json.WriteNumberValue(place));
            _json.WriteEndObject();
        });
    });

    /// <summary>A name of an enumeration as JSON has it: <c>notCompared</c>.</summary>
    internal static string CamelCase(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
