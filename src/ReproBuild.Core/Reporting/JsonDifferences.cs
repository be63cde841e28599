using System.Text.Json;
using ReproBuild.Causes;
using ReproBuild.Comparing;

namespace ReproBuild.Reporting;

/// <summary>The differences of <c>report.json</c>.</summary>
internal sealed class JsonDifferences(Utf8JsonWriter json, ReportModel model)
{
    private readonly Dictionary<Acceptance, int> _acceptances = model.Acceptances.Index().ToDictionary(a => a.Item.Acceptance, a => a.Index);

    /// <summary>Writes one difference.</summary>
    public void Write(ExplainedDifference explained)
    {
        var difference = explained.Difference;
        json.WriteStartObject();
        json.WriteString("kind", JsonReport.CamelCase(difference.Kind.ToString()));
        json.WriteText("platform", difference.Platform?.ToString());
        json.WriteNumberOrNull("layer", difference.Layer?.Number);
        json.WriteText("path", difference.Path);
        json.WriteString("certainty", explained.Certainty.ToString().ToLowerInvariant());
        json.WriteArray("causes", explained.Claims, claim =>
        {
            json.WriteStartObject();
            json.WriteString("id", claim.Cause.Id);
            json.WriteText("sentence", claim.Sentence);
            json.WriteEndObject();
        });
        json.WriteArray("findings", explained.Findings, place => json.WriteNumberValue(place));
        json.WriteNumber("bytes", explained.Bytes);
        json.WriteNumberOrNull("acceptedBy", explained.AcceptedBy is { } by ? _acceptances[by] : null);
        json.WriteText("notAnalysed", explained.NotAnalysed);
        json.WriteArray("fields", difference.Fields, field => JsonDiffs.Field(json, field));
        if (difference.Content is { } content) Content(content);
        else json.WriteNull("content");
        json.WritePropertyName("diff");
        JsonDiffs.Write(json, explained.Diff);
        json.WriteEndObject();
    }

    private void Content(ContentDifference content) => json.WriteObject("content", () =>
    {
        json.WriteNumber("leftSize", content.LeftSize);
        json.WriteNumber("rightSize", content.RightSize);
        json.WriteNumberOrNull("offset", content.Offset);
        json.WriteText("leftExcerpt", content.LeftExcerpt);
        json.WriteText("rightExcerpt", content.RightExcerpt);
    });
}
