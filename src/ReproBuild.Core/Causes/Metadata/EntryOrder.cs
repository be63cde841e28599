using ReproBuild.Comparing;
using ReproBuild.Diagnostics;

namespace ReproBuild.Causes.Metadata;

/// <summary>A layer has its entries in another sequence, as the file system or a hash map gave them.</summary>
internal sealed class EntryOrder : DifferenceCause
{
    public override string Id => "entry-order";

    public override string Code => DiagnosticCodes.EntryOrderDiffers;

    public override string Title => "Order of entries";

    // The comparer has compared the entries all the same; what else differs in them is told beside this.
    public override FieldMatch Match(Difference difference, CauseContext context)
    {
        ArgumentNullException.ThrowIfNull(difference);
        return difference.Kind == DifferenceKind.EntryOrder ? FieldMatch.Whole : FieldMatch.None;
    }

    public override string Describe(Difference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        var place = difference.Fields[0];
        return $"The layer has its entries in another order; the first out of place is {DifferenceText.PathOf(difference)}, at place {place.Left} against {place.Right}";
    }

    public override Remedy RemedyFor(RemedyContext context) => context.Origin switch
    {
        ImageOrigin.Dotnet => new Remedy("Let ReproBuild rewrite the image, which sorts the entries.", "<ReproRewrite>true</ReproRewrite>"),
        _ => new Remedy("Pack entries by their paths; the order of a folder's files depends on the file system.", "tar --sort=name -cf layer.tar ."),
    };
}
