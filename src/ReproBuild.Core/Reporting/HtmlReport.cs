using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ReproBuild.Comparing;

namespace ReproBuild.Reporting;

/// <summary>
/// <c>report.html</c>: one file that needs no network. Its data are JSON that no parser of HTML can leave, its script makes text nodes of them,
/// and its policy allows no other script, no style and no request.
/// </summary>
internal static class HtmlReport
{
    // In this order they are one script.
    private static readonly string[] Scripts = ["dom.js", "data.js", "diffs.js", "list.js", "page.js", "filters.js"];

    /// <summary>Writes the report.</summary>
    public static void Write(ReportModel model, Stream to)
    {
        string style = Resource("report.css");
        string script = "'use strict';\n{\n" + string.Concat(Scripts.Select(Resource)) + "}\n";
        string page = Resource("report.html")
            .Replace("{{policy}}", Policy(style, script), StringComparison.Ordinal)
            .Replace("{{style}}", style, StringComparison.Ordinal)
            .Replace("{{script}}", script, StringComparison.Ordinal);

        // Texts of strangers come last: nothing is looked for in them.
        string[] parts = page.Split("{{title}}", "{{plain}}", "{{data}}");
        to.Write(Encoding.UTF8.GetBytes(parts[0] + WebUtility.HtmlEncode(Printable.Escape(model.Headline))));
        to.Write(Encoding.UTF8.GetBytes(parts[1] + WebUtility.HtmlEncode(MarkdownReport.Of(model))));
        to.Write(Encoding.UTF8.GetBytes(parts[2]));
        Data(model, to);
        to.Write(Encoding.UTF8.GetBytes(parts[3]));
    }

    private static void Data(ReportModel model, Stream to)
    {
        var columns = new DifferenceColumns(model);
        Script(to, "data", json => JsonReport.Write(model, json, () => columns.Write(json)));
        foreach (var (block, at) in columns.Diffs.Chunk(DifferenceColumns.BlockSize).Select((block, at) => (block, at)))
        {
            Script(to, $"diffs-{at}", json =>
            {
                json.WriteStartArray();
                foreach (var diff in block) JsonDiffs.Write(json, diff);
                json.WriteEndArray();
            });
        }
    }

    // The writer's own encoder leaves no '<', '>' or '&' as it is, so that nothing in the data ends the element.
    private static void Script(Stream to, string id, Action<Utf8JsonWriter> write)
    {
        to.Write(Encoding.UTF8.GetBytes($"<script type=\"application/json\" id=\"{id}\">"));
        using (var json = new Utf8JsonWriter(to)) write(json);
        to.Write("</script>\n"u8);
    }

    private static string Policy(string style, string script) =>
        $"default-src 'none'; style-src '{Hash(style)}'; script-src '{Hash(script)}'; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("ReproBuild.Reporting.Page." + name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);

        // A clone may have other line ends, and a report has the same bytes all the same.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string[] Split(this string text, params ReadOnlySpan<string> marks)
    {
        var parts = new List<string>();
        foreach (string mark in marks)
        {
            int at = text.IndexOf(mark, StringComparison.Ordinal);
            parts.Add(text[..at]);
            text = text[(at + mark.Length)..];
        }

        return [.. parts, text];
    }
}
