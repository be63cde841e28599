using System.Text.RegularExpressions;
using ReproBuild.Comparing;

namespace ReproBuild.Causes.Envelope;

/// <summary>
/// buildah names the image before each instruction, in the history's comments and in an annotation: an early layer that differs
/// changes every later one of these names.
/// </summary>
internal sealed partial class ParentImage : FieldCause
{
    public override string Id => "parent-image";

    public override string Code => "REPRO5115";

    public override string Title => "Names of the images in between";

    public override bool FollowsFromAny => true;

    public override bool ConcernsWholeImage => true;

    protected override bool Concerns(DifferenceKind kind) => kind is DifferenceKind.ConfigField or DifferenceKind.ManifestField;

    public override bool TryCanonicalize(string name, string? value, out string? canonical)
    {
        canonical = null;
        if (name == "$.annotations[\"org.opencontainers.image.base.digest\"]") return value is not null && Digest().IsMatch(value);
        return Comment().IsMatch(name) && value is not null && From().IsMatch(value);
    }

    public override string Describe(Difference difference)
    {
        var field = FirstOf(difference);
        return $"{Printable.Escape(field.Name)} names the image before an instruction, which follows from what that image holds: {Quote(field)}";
    }

    public override Remedy RemedyFor(RemedyContext context) =>
        new("Mend what differs in the layers; where nothing does, build both on one base image, named by its digest.");

    [GeneratedRegex(@"^\$\.history\[[0-9]+\]\.comment\z")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^FROM [0-9a-f]{12}\z")]
    private static partial Regex From();

    [GeneratedRegex(@"^sha256:[0-9a-f]{64}\z")]
    private static partial Regex Digest();
}
