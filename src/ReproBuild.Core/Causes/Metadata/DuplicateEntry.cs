using ReproBuild.Comparing;
using ReproBuild.Diagnostics;

namespace ReproBuild.Causes.Metadata;

/// <summary>A path stands twice in one layer. Engines unpack the last; a builder that writes two is at fault.</summary>
internal sealed class DuplicateEntry : DifferenceCause, IProvenByLayer
{
    public override string Id => "duplicate-entry";

    public override string Code => DiagnosticCodes.DuplicateEntry;

    public override string Title => "Paths that stand twice";

    public override FieldMatch Match(Difference difference, CauseContext context)
    {
        ArgumentNullException.ThrowIfNull(difference);
        return difference is { Kind: DifferenceKind.DuplicateEntry, Path: not null } ? FieldMatch.Suspicion : FieldMatch.None;
    }

    public IEnumerable<string> Wants(Difference difference) => [ImagePath.Clean(difference.Path!)];

    public Certainty Judge(Difference difference, LayerFacts left, LayerFacts right)
    {
        string path = ImagePath.Clean(difference.Path!);
        if (left.At(path) is not { } l || right.At(path) is not { } r) return Certainty.Suspected;

        // Another last entry is another file, however often its path stands there.
        return l == r ? Certainty.Proven : Certainty.Unexplained;
    }

    public override string Describe(Difference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        var field = difference.Fields[0];
        return $"{DifferenceText.PathOf(difference)} stands once more in the {(field.Left is null ? "right" : "left")} image ({Printable.Escape(field.Left ?? field.Right ?? "")}); engines unpack the last, and a builder that writes two is at fault";
    }

    public override Remedy RemedyFor(RemedyContext context) => new("Update the builder, and report it to its makers; a canonical rewrite keeps the last entry alone.");
}
