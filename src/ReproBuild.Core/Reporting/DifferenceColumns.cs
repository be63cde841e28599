using System.Numerics;
using System.Text.Json;
using ReproBuild.Causes;
using ReproBuild.Comparing;

namespace ReproBuild.Reporting;

/// <summary>
/// The differences as columns of numbers, for the page: distinct texts, sets of fields and sets of findings stand once, and what a
/// hundred thousand differences share costs a number each.
/// </summary>
internal sealed class DifferenceColumns
{
    /// <summary>How many diffs stand in one block, which the page parses as a whole.</summary>
    public const int BlockSize = 128;

    private static readonly DifferenceKind[] Kinds = Enum.GetValues<DifferenceKind>();
    private static readonly Certainty[] Certainties = Enum.GetValues<Certainty>();

    private readonly ReportModel _model;
    private readonly Distinct<string> _strings = new(StringComparer.Ordinal);
    private readonly NumberLists _fieldSets = new(), _sets = new();
    private readonly Dictionary<Acceptance, int> _acceptances;
    private readonly List<IReadOnlyList<long>> _contents = [];
    private readonly List<ContentDiff> _diffs = [];
    private readonly List<(string Name, List<long> Values)> _columns = [];

    /// <summary>Gathers the columns.</summary>
    public DifferenceColumns(ReportModel model)
    {
        _model = model;
        _acceptances = model.Acceptances.Index().ToDictionary(a => a.Item.Acceptance, a => a.Index);
        Column("kind", d => (int)d.Difference.Kind);
        Column("certainty", d => (int)d.Certainty);
        Column("platform", d => d.Difference.Platform is { } platform ? _strings.Place(platform.ToString()) : -1);
        Column("layer", d => d.Difference.Layer?.Number ?? 0);
        Column("folder", d => d.Difference.Path is { } path ? _strings.Place(Folder(path)) : -1);
        Column("name", d => d.Difference.Path is { } path ? _strings.Place(ImagePath.Clean(path)[Folder(path).Length..]) : -1);
        Column("bytes", d => d.Bytes);
        Column("findings", d => _sets.Place(d.Findings));
        Column("sentences", d => _sets.Place([.. d.Claims.Select(c => c.Sentence).OfType<string>().Select(_strings.Place)]));
        Column("fields", d => _fieldSets.Place([.. d.Difference.Fields.SelectMany(Field)]));
        Column("accepted", d => d.AcceptedBy is { } by ? _acceptances[by] : -1);
        Column("notAnalysed", d => d.NotAnalysed is { } why ? _strings.Place(why) : -1);
        Column("content", d => d.Difference.Content is { } content ? Content(content) : -1);
        Column("diff", d => d.Diff is { } diff ? Diff(diff) : -1);
    }

    /// <summary>The diffs, in the order of the column that names them.</summary>
    public IReadOnlyList<ContentDiff> Diffs => _diffs;

    /// <summary>Writes the columns as a member of an object.</summary>
    public void Write(Utf8JsonWriter json) => json.WriteObject("columns", () =>
    {
        json.WriteNumber("blockSize", BlockSize);
        json.WriteTexts("kinds", [.. Kinds.Select(k => JsonReport.CamelCase(k.ToString()))]);
        json.WriteTexts("certainties", [.. Certainties.Select(c => c.ToString().ToLowerInvariant())]);
        json.WriteTexts("strings", _strings.Items);
        Numbers(json, "fieldSets", _fieldSets.Items);
        Numbers(json, "sets", _sets.Items);
        Numbers(json, "contents", _contents);
        foreach (var (name, values) in _columns) json.WriteArray(name, values, value => json.WriteNumberValue(value));
    });

    private void Column(string name, Func<ExplainedDifference, long> value)
    {
        var values = new List<long>(_model.Differences.Count);
        foreach (var difference in _model.Differences) values.Add(value(difference));
        _columns.Add((name, values));
    }

    private static string Folder(string path)
    {
        string clean = ImagePath.Clean(path);
        return clean[..(clean.LastIndexOf('/') + 1)];
    }

    private int[] Field(FieldDifference field) => [_strings.Place(field.Name), Text(field.Left), Text(field.Right)];

    private int Content(ContentDifference content)
    {
        _contents.Add([content.LeftSize, content.RightSize, content.Offset ?? -1, Text(content.LeftExcerpt), Text(content.RightExcerpt)]);
        return _contents.Count - 1;
    }

    private int Diff(ContentDiff diff)
    {
        _diffs.Add(diff);
        return _diffs.Count - 1;
    }

    private int Text(string? text) => text is null ? -1 : _strings.Place(text);

    private static void Numbers<T>(Utf8JsonWriter json, string name, IReadOnlyList<IReadOnlyList<T>> lists) where T : INumber<T> => json.WriteArray(name, lists, list =>
    {
        json.WriteStartArray();
        foreach (var number in list) json.WriteNumberValue(long.CreateChecked(number));
        json.WriteEndArray();
    });
}
