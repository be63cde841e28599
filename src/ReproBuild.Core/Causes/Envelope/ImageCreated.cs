using System.Text.RegularExpressions;
using ReproBuild.Comparing;

namespace ReproBuild.Causes.Envelope;

/// <summary>The configuration tells when the image and each of its steps were made.</summary>
internal sealed partial class ImageCreated : FieldCause
{
    public override string Id => "image-created";

    public override string Code => "REPRO5110";

    public override string Title => "Time of creation";

    public override bool ConcernsWholeImage => true;

    protected override bool Concerns(DifferenceKind kind) => kind == DifferenceKind.ConfigField;

    public override bool TryCanonicalize(string name, string? value, out string? canonical)
    {
        canonical = null;

        // Where one side is no text (JSON's null), the comparer gives both as they are written.
        return Created().IsMatch(name) && (value is null or "null" || Stamps.IsTime(value) || (value.Length > 2 && value[0] == '"' && value[^1] == '"' && Stamps.IsTime(value[1..^1])));
    }

    public override string Describe(Difference difference)
    {
        var field = FirstOf(difference);
        return $"{Printable.Escape(field.Name)} of the image's configuration is the time of the build: {Quote(field)}";
    }

    public override Remedy RemedyFor(RemedyContext context) => context.Origin switch
    {
        ImageOrigin.Dotnet => new Remedy("Let ReproBuild rewrite the image with the commit's time.", "<ReproRewrite>true</ReproRewrite>"),
        _ => new Remedy(
            "Give the build SOURCE_DATE_EPOCH (buildah and podman: --timestamp), which becomes every time of the configuration.",
            "docker buildx build --build-arg SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) ."),
    };

    [GeneratedRegex(@"^\$\.(history\[[0-9]+\]\.)?created\z")]
    private static partial Regex Created();
}
