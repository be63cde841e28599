using ReproBuild.Comparing;
using ReproBuild.Diagnostics;

namespace ReproBuild.Causes.Envelope;

/// <summary>A layer stands on one side alone. Nothing can prove why: what the layer does is in one image and not in the other.</summary>
internal sealed class LayerCount : DifferenceCause
{
    public override string Id => "layer-count";

    public override string Code => DiagnosticCodes.LayersDiffer;

    public override string Title => "Layers on one side alone";

    public override FieldMatch Match(Difference difference, CauseContext context)
    {
        ArgumentNullException.ThrowIfNull(difference);
        return difference.Kind == DifferenceKind.LayerMissing ? FieldMatch.Suspicion : FieldMatch.None;
    }

    public override string Describe(Difference difference)
    {
        var field = difference.Fields[0];
        return $"A layer stands in the {(field.Left is null ? "right" : "left")} image alone ({Printable.Escape(field.Left ?? field.Right ?? "")}), so an instruction was run, or left a layer, on one side only";
    }

    public override Remedy RemedyFor(RemedyContext context) =>
        new("Build both from one commit, one Dockerfile and one version of the builder; versions differ in which instructions leave an empty layer.");
}
