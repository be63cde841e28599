using ReproBuild.Causes.Metadata;
using ReproBuild.Comparing;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Causes.Counterfactuals;

/// <summary>Gathers what the proven causes would mend. What is not proven stays as it is on each side. Safe for several threads while it gathers.</summary>
/// <param name="contents">The canonical contents.</param>
internal sealed class CounterfactualPlan(CanonicalContents contents)
{
    private readonly object _lock = new();
    private readonly Dictionary<(Platform?, LayerPair), LayerPlan> _layers = [];
    private readonly Dictionary<Platform, List<(FieldDifference Field, string? Canonical, bool Explained, DifferenceKind Kind)>> _documents = [];

    /// <summary>Why it cannot be written what would be; null where it can.</summary>
    public string? Unwritable { get; private set; }

    /// <summary>Whether something is proven that a verdict depends on.</summary>
    public bool AnyProven { get; private set; }

    /// <summary>Whether something is left that nothing proves.</summary>
    public bool AnyLeft { get; private set; }

    /// <summary>The plan for a pair of layers; null where nothing differs in them but their order.</summary>
    public LayerPlan? Of(Platform platform, LayerPair layer) => _layers.GetValueOrDefault((platform, layer));

    /// <summary>The differing fields of a platform's documents.</summary>
    public IEnumerable<(FieldDifference Field, string? Canonical, bool Explained)> Documents(Platform platform, DifferenceKind kind) =>
        (_documents.GetValueOrDefault(platform) ?? []).Where(d => d.Kind == kind).Select(d => (d.Field, d.Canonical, d.Explained));

    /// <summary>Adds a difference.</summary>
    public void Add(ExplainedDifference explained)
    {
        lock (_lock) Sort(explained);
    }

    private void Sort(ExplainedDifference explained)
    {
        var difference = explained.Difference;
        if (difference.Kind == DifferenceKind.IndexField || difference.Platform is not { } platform) return;

        bool proven = explained.Certainty == Certainty.Proven;
        AnyProven |= proven || explained.UnexplainedFields.Count > 0;
        AnyLeft |= !proven;
        switch (difference.Kind)
        {
            case DifferenceKind.ManifestField or DifferenceKind.ConfigField:
                AddFields(platform, explained);
                break;
            case DifferenceKind.Content or DifferenceKind.EntryMissing or DifferenceKind.EntryType or DifferenceKind.DuplicateEntry or DifferenceKind.Metadata:
                AddEntry(Layer(difference), explained, proven);
                break;
            case DifferenceKind.EntryOrder:
                Layer(difference).Sort |= proven;
                break;
            case DifferenceKind.TarPadding:
                Layer(difference).KeepsEnd |= !proven;
                break;
            case DifferenceKind.Compression:
                Layer(difference).KeepsCompression |= !proven;
                break;
            case DifferenceKind.LayerMissing when proven:
                Layer(difference).Drop = true;
                break;
            default:
                // Of whole platforms no cause knows a canonical form.
                if (proven) CannotWrite(explained);
                break;
        }
    }

    /// <summary>Keeps the canonical form of a content, where it proves something.</summary>
    public void Keep(Difference difference, ContentExplanation found)
    {
        // Each side has made its own; being the same bytes is the proof, so that they are kept once.
        if (found.Certainty != Certainty.Proven || !found.Left.Span.SequenceEqual(found.Right.Span)) return;
        try
        {
            var place = contents.Keep(found.Left.Span);
            lock (_lock)
            {
                if (place is { } kept)
                {
                    if (!Layer(difference).SetContent(difference.Path!, kept)) Unwritable ??= "two files of one path differ";
                }
                else Unwritable ??= $"the canonical forms of its files are longer than {CanonicalContents.MaxBytes >> 20} MiB";
            }
        }
        catch (ReproException exception)
        {
            lock (_lock) Unwritable ??= exception.Diagnostic.Message.TrimEnd('.');
        }
    }

    private void AddEntry(LayerPlan layer, ExplainedDifference explained, bool proven)
    {
        var difference = explained.Difference;
        string path = difference.Path!;
        switch (difference.Kind)
        {
            case DifferenceKind.Metadata:
                layer.Add(path, OfHeader(explained));
                layer.KeepsHeaders |= !proven;
                break;
            case DifferenceKind.DuplicateEntry when proven:
                layer.Add(path, EntryPlan.None with { Once = true });
                break;
            case DifferenceKind.EntryMissing when proven:
            case DifferenceKind.Content or DifferenceKind.EntryType when proven && explained.Claims.All(c => c.Cause is PathCause):
                layer.Add(path, EntryPlan.None with { Drop = true });
                break;
            case DifferenceKind.EntryType when proven && explained.Claims.All(c => c.Cause is HardLink):
                layer.Add(path, EntryPlan.None with { Unlink = true });
                break;
            case DifferenceKind.EntryType when proven:
                CannotWrite(explained);
                break;
        }
    }

    /// <summary>What becomes of an entry of which the header differs.</summary>
    internal static EntryPlan OfHeader(ExplainedDifference explained)
    {
        var fields = explained.Difference.Fields;
        var mended = fields.Where(f => explained.Certainty == Certainty.Proven || Explained(explained, f)).Select(f => (f.Name, Canonical(explained, f))).ToArray();
        return EntryPlan.None with { KeepsRest = mended.Length < fields.Count, Mended = mended };
    }

    private void AddFields(Platform platform, ExplainedDifference explained)
    {
        if (!_documents.TryGetValue(platform, out var fields)) _documents[platform] = fields = [];
        foreach (var field in explained.Difference.Fields)
        {
            bool mended = explained.Certainty == Certainty.Proven || Explained(explained, field);
            fields.Add((field, mended ? Canonical(explained, field) : null, mended, explained.Difference.Kind));
        }
    }

    private static bool Explained(ExplainedDifference explained, FieldDifference field) =>
        explained is { Certainty: not Certainty.Suspected, Claims.Count: > 0 } or { UnexplainedFields.Count: > 0 } && !explained.UnexplainedFields.Contains(field);

    // Each cause tells the canonical value of its own fields; a field that only follows from another has none.
    private static string? Canonical(ExplainedDifference explained, FieldDifference field)
    {
        foreach (var cause in explained.Claims.Select(c => c.Cause).OfType<FieldCause>())
        {
            if (cause.TryCanonicalize(field.Name, field.Left, out string? left) && cause.TryCanonicalize(field.Name, field.Right, out string? right) && left == right)
                return left;
        }

        return null;
    }

    private void CannotWrite(ExplainedDifference explained) =>
        Unwritable ??= $"what {explained.Claims[0].Cause.Id} would make of it cannot be written down";

    private LayerPlan Layer(Difference difference)
    {
        var key = (difference.Platform, difference.Layer!);
        if (!_layers.TryGetValue(key, out var layer)) _layers[key] = layer = new LayerPlan();
        return layer;
    }
}
