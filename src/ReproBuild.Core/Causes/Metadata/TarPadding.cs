using ReproBuild.Comparing;
using ReproBuild.Diagnostics;

namespace ReproBuild.Causes.Metadata;

/// <summary>Bytes of the tar that belong to no entry: what follows the last one, and what fills up the last block of a content.</summary>
internal sealed class TarPadding : FieldCause
{
    public override string Id => "tar-padding";

    public override string Code => DiagnosticCodes.TarPaddingDiffers;

    public override string Title => "Bytes between and behind entries";

    protected override bool Concerns(DifferenceKind kind) => kind is DifferenceKind.TarPadding or DifferenceKind.Metadata;

    public override bool TryCanonicalize(string name, string? value, out string? canonical)
    {
        canonical = null;
        return name is "padding" or "bytes after the last entry" or "what stands after the last entry" or "diffID";
    }

    public override string Describe(Difference difference)
    {
        var field = FirstOf(difference);
        return $"The entries are equal, and the bytes of the tar that belong to none of them differ: {field.Name} {Quote(field)}";
    }

    public override Remedy RemedyFor(RemedyContext context) => context.Origin switch
    {
        ImageOrigin.Dotnet => new Remedy("Let ReproBuild rewrite the image.", "<ReproRewrite>true</ReproRewrite>"),
        _ => new Remedy("Build both with one version of one builder, or have ReproBuild rewrite both archives."),
    };
}
