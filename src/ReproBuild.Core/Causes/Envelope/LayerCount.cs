using System.Text.RegularExpressions;
using ReproBuild.Comparing;
using ReproBuild.Diagnostics;

namespace ReproBuild.Causes.Envelope;

/// <summary>A layer stands on one side alone, since builders differ in which instructions leave one that is empty.</summary>
/// <remarks>
/// The canonical form has no layers without entries, and no note in the history of which instructions left none. Of a layer that holds
/// something nothing can prove why the other image lacks it: what it does is in one image and not in the other.
/// </remarks>
internal sealed partial class LayerCount : DifferenceCause, IProvenByLayer
{
    public override string Id => "layer-count";

    public override string Code => DiagnosticCodes.LayersDiffer;

    public override string Title => "Layers on one side alone";

    public override FieldMatch Match(Difference difference, CauseContext context)
    {
        ArgumentNullException.ThrowIfNull(difference);
        return difference.Kind switch
        {
            DifferenceKind.LayerMissing => FieldMatch.Suspicion,
            DifferenceKind.ConfigField when difference.Fields is [{ } field] && Note().IsMatch(field.Name) && IsFlag(field.Left) && IsFlag(field.Right) => FieldMatch.Whole,
            _ => FieldMatch.None,
        };
    }

    public IEnumerable<string> Wants(Difference difference) => [];

    public Certainty Judge(Difference difference, LayerFacts left, LayerFacts right) => left.IsEmpty && right.IsEmpty ? Certainty.Proven : Certainty.Suspected;

    public override string Describe(Difference difference)
    {
        var field = difference.Fields[0];
        return difference.Kind == DifferenceKind.LayerMissing
            ? $"A layer stands in the {(field.Left is null ? "right" : "left")} image alone ({Printable.Escape(field.Left ?? field.Right ?? "")}), so an instruction was run, or left a layer, on one side only"
            : $"An instruction left a layer on one side only: {Printable.Escape(field.Name)} is \"{Printable.Escape(field.Left ?? "not there")}\" against \"{Printable.Escape(field.Right ?? "not there")}\"";
    }

    public override Remedy RemedyFor(RemedyContext context) =>
        new("Build both from one commit, one Dockerfile and one version of the builder; versions differ in which instructions leave an empty layer.");

    private static bool IsFlag(string? value) => value is null or "true" or "false";

    [GeneratedRegex(@"^\$\.history\[[0-9]+\]\.empty_layer\z")]
    private static partial Regex Note();
}
