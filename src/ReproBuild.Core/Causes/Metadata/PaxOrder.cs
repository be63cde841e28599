using ReproBuild.Comparing;

namespace ReproBuild.Causes.Metadata;

/// <summary>The records of an extended header stand in another order, as a hash map gives them.</summary>
internal sealed class PaxOrder : FieldCause
{
    public override string Id => "pax-order";

    public override string Code => "REPRO5313";

    public override string Title => "Order of extended records";

    public override bool TryCanonicalize(string name, string? value, out string? canonical)
    {
        canonical = null;
        if (name is not ("pax.order" or "global pax.order") || value is null) return false;

        string[] keys = value.Split(", ");

        // What a character set or a list of segments means depends on what stands before it.
        if (keys.Any(k => k is "hdrcharset" or "charset" || k.StartsWith("GNU.sparse.", StringComparison.Ordinal))) return false;

        canonical = string.Join(", ", keys.Order(StringComparer.Ordinal));
        return true;
    }

    public override string Describe(Difference difference) =>
        $"{DifferenceText.PathOf(difference)} has the same extended records in another order: {Quote(FirstOf(difference))}";

    public override Remedy RemedyFor(RemedyContext context) => context.Origin switch
    {
        ImageOrigin.Dotnet => new Remedy("Let ReproBuild rewrite the image, which sorts them.", "<ReproRewrite>true</ReproRewrite>"),
        _ => new Remedy("Build both with one version of the builder, or have ReproBuild rewrite the archive, which sorts them."),
    };
}
