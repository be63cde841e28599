using System.Text.RegularExpressions;
using ReproBuild.Comparing;

namespace ReproBuild.Causes.Envelope;

/// <summary>buildah writes into the history which bytes a COPY or ADD took, as their hash: another content is another name.</summary>
internal sealed partial class CopiedHash : FieldCause
{
    public override string Id => "copied-hash";

    public override string Code => "REPRO5117";

    public override string Title => "Hash of what was copied";

    public override bool FollowsFromAny => true;

    public override bool ConcernsWholeImage => true;

    protected override bool Concerns(DifferenceKind kind) => kind == DifferenceKind.ConfigField;

    public override bool TryCanonicalize(string name, string? value, out string? canonical)
    {
        canonical = value is null ? null : Hash().Replace(value, "$1", 1);
        return canonical is not null && CreatedBy().IsMatch(name) && (canonical != value || Masked().IsMatch(value));
    }

    public override string Describe(Difference difference)
    {
        var field = FirstOf(difference);
        return $"{Printable.Escape(field.Name)} names by their hash the files that were copied, which follows from what they hold: {Quote(field)}";
    }

    public override Remedy RemedyFor(RemedyContext context) =>
        new("Mend what differs in the files that are copied; where the layers are equal, their times or modes in the build context differ.");

    [GeneratedRegex(@"^\$\.history\[[0-9]+\]\.created_by\z")]
    private static partial Regex CreatedBy();

    [GeneratedRegex(@"^(/bin/sh -c #\(nop\) +(?:COPY|ADD) (?:file|dir|multi):)[0-9a-f]{64}(?= in )")]
    private static partial Regex Hash();

    // The canonical form itself.
    [GeneratedRegex(@"^/bin/sh -c #\(nop\) +(?:COPY|ADD) (?:file|dir|multi): in ")]
    private static partial Regex Masked();
}
