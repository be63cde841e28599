using ReproBuild.Comparing;

namespace ReproBuild.Causes.Metadata;

/// <summary>Extended headers tell when a file was last read or changed in its folder, which no container keeps.</summary>
internal sealed class PaxTimes : FieldCause
{
    public override string Id => "pax-times";

    public override string Code => "REPRO5312";

    public override string Title => "Times of access and change";

    public override bool TryCanonicalize(string name, string? value, out string? canonical)
    {
        canonical = null;
        return name is "pax.atime" or "pax.ctime" or "pax.LIBARCHIVE.creationtime" or "global pax.atime" or "global pax.ctime";
    }

    protected override bool Follows(FieldDifference field) => ExtendedHeader.IsPresence(field);

    public override string Describe(Difference difference)
    {
        var field = FirstOf(difference);
        return $"{DifferenceText.PathOf(difference)} carries the time of the last access or change of the file it was packed from: {field.Name} {Quote(field)}";
    }

    public override Remedy RemedyFor(RemedyContext context) => context.Origin switch
    {
        ImageOrigin.Dotnet => new Remedy("Let ReproBuild rewrite the image.", "<ReproRewrite>true</ReproRewrite>"),
        _ => new Remedy(
            "Delete these records where the archive is packed.",
            "tar --sort=name --format=posix --pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime --mtime=@$SOURCE_DATE_EPOCH -cf layer.tar ."),
    };
}
