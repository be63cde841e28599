using ReproBuild.Comparing;

namespace ReproBuild.Causes.Metadata;

/// <summary>Files belong to whoever built the image, or carry the names of other users' lists.</summary>
internal sealed class Ownership : FieldCause
{
    public override string Id => "ownership";

    public override string Code => "REPRO5315";

    public override string Title => "Owners of files";

    public override bool TryCanonicalize(string name, string? value, out string? canonical)
    {
        canonical = null;
        return name is "uid" or "gid" or "uname" or "gname";
    }

    public override string Describe(Difference difference)
    {
        var field = FirstOf(difference);
        return $"{DifferenceText.PathOf(difference)} belongs to whoever built the image: {field.Name} {Quote(field)}";
    }

    public override Remedy RemedyFor(RemedyContext context) => context.Origin switch
    {
        ImageOrigin.Dotnet => new Remedy("Let ReproBuild rewrite the image.", "<ReproRewrite>true</ReproRewrite>"),
        _ => new Remedy(
            "Name the owner, by number; give users that a RUN creates fixed numbers (useradd --uid 10001).",
            DockerfileLine.WithFlag(context.Instruction, "--chown=0:0")),
    };
}
