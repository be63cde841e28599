using System.Text.Json;
using ReproBuild.Causes;
using ReproBuild.Comparing;

namespace ReproBuild.Reporting;

/// <summary><c>report.sarif</c>: SARIF 2.1.0, a rule for each code and a result for each finding of the comparison and of the linter, for code scanning and editors.</summary>
internal sealed class SarifReport
{
    private const string Home = "https://github.com/reprobuild/ReproBuild.Sdk";
    private const string Base = "SRCROOT";

    private readonly ReportModel _model;
    private readonly Utf8JsonWriter _json;
    private readonly IReadOnlyList<SarifRule> _rules;

    private SarifReport(ReportModel model, Utf8JsonWriter json)
    {
        (_model, _json) = (model, json);
        _rules =
        [
            .. model.Findings.Select(f => new SarifRule(f.Finding.Code, f.Finding.CauseId, f.Title, f.Help))
                .Concat(model.StaticFindings.Select(f => new SarifRule(f.Finding.Code, "static", f.Finding.Title, f.Help)))
                .DistinctBy(r => r.Code).OrderBy(r => r.Code, StringComparer.Ordinal),
        ];
    }

    /// <summary>Writes the report.</summary>
    public static void Write(ReportModel model, Stream to)
    {
        using var json = new Utf8JsonWriter(to, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        new SarifReport(model, json).Write();
        json.Flush();
        to.WriteByte((byte)'\n');
    }

    private void Write()
    {
        _json.WriteStartObject();
        _json.WriteString("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
        _json.WriteString("version", "2.1.0");
        _json.WriteArray("runs", [_model], _ => Run());
        _json.WriteEndObject();
    }

    private void Run()
    {
        _json.WriteStartObject();
        _json.WriteObject("tool", () => _json.WriteObject("driver", () =>
        {
            _json.WriteString("name", "ReproBuild.Sdk");
            _json.WriteString("semanticVersion", _model.ToolVersion);
            _json.WriteString("informationUri", Home);
            _json.WriteArray("rules", _rules, Rule);
        }));

        // Where the root lies is for the reader to know: the same source gives the same report in every clone.
        _json.WriteObject("originalUriBaseIds", () => _json.WriteObject(Base, () => Text("description", "The folder of the source.")));
        _json.WriteArray("invocations", [_model], _ => Invocation());
        _json.WriteString("columnKind", "utf16CodeUnits");
        _json.WriteArray("results", [.. _model.Findings.Select(f => (Action)(() => Result(f))), .. _model.StaticFindings.Select(f => (Action)(() => Result(f)))], write => write());
        _json.WriteObject("properties", () =>
        {
            _json.WriteString("verdict", ReportWords.Name(_model.Verdict));
            _json.WriteText("headline", _model.Headline);
        });
        _json.WriteEndObject();
    }

    private void Rule(SarifRule rule)
    {
        _json.WriteStartObject();
        _json.WriteString("id", rule.Code);
        _json.WriteString("name", Name(rule.Cause == "static" ? rule.Title.ToLowerInvariant().Replace(' ', '-') : rule.Cause));
        Text("shortDescription", rule.Title);
        Text("help", $"{rule.Title}: {rule.Help}");
        _json.WriteString("helpUri", rule.Help);
        _json.WriteObject("properties", () => _json.WriteTexts("tags", ["reproducible-builds", rule.Cause]));
        _json.WriteEndObject();
    }

    private void Result(ReportFinding report)
    {
        var finding = report.Finding;
        string platform = _model.Platforms.Count > 1 && finding.First.Platform is { } p ? $" For {p}." : "";
        _json.WriteStartObject();
        Kind(finding.Code, Level(finding), report.Sentence, finding.Remedy, platform);
        _json.WriteArray("locations", [report], Location);
        _json.WriteObject("partialFingerprints", () => _json.WriteString("reprobuild/v1", report.Fingerprint));
        if (finding.IsAccepted) _json.WriteArray("suppressions", Reasons(finding), Suppression);
        _json.WriteObject("properties", () =>
        {
            _json.WriteString("cause", finding.CauseId);
            _json.WriteString("certainty", finding.Certainty.ToString().ToLowerInvariant());
            _json.WriteNumber("differences", finding.Count);
            _json.WriteNumber("bytes", finding.Bytes);
        });
        _json.WriteEndObject();
    }

    private void Result(ReportStaticFinding report)
    {
        var finding = report.Finding;
        _json.WriteStartObject();
        Kind(finding.Code, "warning", finding.Sentence, finding.Remedy, "");
        _json.WriteArray("locations", [report], _ =>
        {
            _json.WriteStartObject();
            Place(report.File, finding.Line, finding.Column);
            _json.WriteEndObject();
        });
        _json.WriteObject("partialFingerprints", () => _json.WriteString("reprobuild/v1", report.Fingerprint));
        _json.WriteEndObject();
    }

    private void Kind(string code, string level, string sentence, Remedy? remedy, string last)
    {
        string advice = remedy is null ? "" : $" {remedy.Advice}" + (remedy.Paste is { } paste ? $" Write: {paste}" : "");
        _json.WriteString("ruleId", code);
        _json.WriteNumber("ruleIndex", _rules.Index().First(r => r.Item.Code == code).Index);
        _json.WriteString("level", level);
        Text("message", Escape(Printable.Escape(sentence + advice + last, 4000)));
    }

    private static string Level(Finding finding) => !finding.Counts || finding.IsAccepted ? "note" : "error";

    private void Location(ReportFinding report)
    {
        var first = report.Finding.First;
        _json.WriteStartObject();
        if (report.File is { } file) Place(file, report.Line, report.Column);
        string place = string.Join(", ", new[]
        {
            first.Platform?.ToString(),
            first.Layer is { } layer ? $"layer {layer.Number} of {layer.Count}" : null,
            report.Finding.Paths.Count > 0 ? "/" + ImagePath.Clean(report.Finding.Paths[0]) : null,
        }.OfType<string>());
        if (place.Length > 0)
        {
            _json.WriteArray("logicalLocations", [place], text =>
            {
                _json.WriteStartObject();
                _json.WriteText("fullyQualifiedName", Printable.Escape(text, 1000));
                _json.WriteString("kind", "resource");
                _json.WriteEndObject();
            });
        }

        _json.WriteEndObject();
    }

    private void Place(string file, int line, int column) => _json.WriteObject("physicalLocation", () =>
    {
        _json.WriteObject("artifactLocation", () =>
        {
            _json.WriteString("uri", string.Join('/', file.Split('/').Select(Uri.EscapeDataString)));
            _json.WriteString("uriBaseId", Base);
        });

        // Code scanning shows nothing that has no line.
        _json.WriteObject("region", () =>
        {
            _json.WriteNumber("startLine", Math.Max(1, line));
            if (line > 0) _json.WriteNumber("startColumn", Math.Max(1, column));
        });
    });

    private IReadOnlyList<Acceptance> Reasons(Finding finding)
    {
        int at = _model.Findings.Index().First(f => ReferenceEquals(f.Item.Finding, finding)).Index;
        return [.. _model.Differences.Where(d => d.Findings.Contains(at)).Select(d => d.AcceptedBy).OfType<Acceptance>().Distinct()];
    }

    private void Suppression(Acceptance acceptance)
    {
        _json.WriteStartObject();
        _json.WriteString("kind", "external");
        _json.WriteText("justification", acceptance.Reason);
        _json.WriteEndObject();
    }

    private void Invocation()
    {
        _json.WriteStartObject();
        _json.WriteBoolean("executionSuccessful", _model.Verdict != ReportVerdict.Inconclusive);
        _json.WriteArray("toolExecutionNotifications", _model.NotCompared, text =>
        {
            _json.WriteStartObject();
            _json.WriteString("level", "error");
            Text("message", Escape(Printable.Escape(text, 4000)));
            _json.WriteEndObject();
        });
        _json.WriteEndObject();
    }

    private void Text(string name, string text) => _json.WriteObject(name, () => _json.WriteText("text", text));

    // Brackets would be a link (SARIF 2.1.0, 3.11.6), and text of an image must not make one.
    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);

    /// <summary>What SARIF tells once for all results of a code.</summary>
    private sealed record SarifRule(string Code, string Cause, string Title, string Help);

    private static string Name(string causeId) => string.Concat(causeId.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
