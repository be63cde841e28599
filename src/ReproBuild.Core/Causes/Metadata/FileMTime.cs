using ReproBuild.Comparing;

namespace ReproBuild.Causes.Metadata;

/// <summary>Files carry the time at which a build wrote them.</summary>
internal sealed class FileMTime : FieldCause
{
    public override string Id => "file-mtime";

    public override string Code => "REPRO5310";

    public override string Title => "Times of files";

    public override bool TryCanonicalize(string name, string? value, out string? canonical)
    {
        canonical = null;
        return name is "mtime" or "pax.mtime";
    }

    protected override bool Follows(FieldDifference field) => ExtendedHeader.IsPresence(field);

    public override string Describe(Difference difference)
    {
        var time = difference.Fields.First(f => f.Name is "mtime" or "pax.mtime");
        return $"{DifferenceText.PathOf(difference)} carries the time at which it was written: {time.Left ?? "none"} against {time.Right ?? "none"}";
    }

    public override Remedy RemedyFor(RemedyContext context) => context.Origin switch
    {
        ImageOrigin.Dotnet => new Remedy("Let ReproBuild rewrite the image.", "<ReproRewrite>true</ReproRewrite>"),
        _ => new Remedy(
            "Export with rewrite-timestamp, which sets times later than the epoch to it; buildah: --timestamp.",
            "docker buildx build --build-arg SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) --output type=oci,dest=image.tar,rewrite-timestamp=true ."),
    };
}
