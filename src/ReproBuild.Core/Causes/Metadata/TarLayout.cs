using ReproBuild.Comparing;

namespace ReproBuild.Causes.Metadata;

/// <summary>The same is written in another format of tar: ustar, pax or GNU; a number with other blanks; a path with <c>./</c> before it.</summary>
internal sealed class TarLayout : FieldCause
{
    public override string Id => "tar-format";

    public override string Code => "REPRO5320";

    public override string Title => "Formats of tar";

    public override bool TryCanonicalize(string name, string? value, out string? canonical)
    {
        canonical = null;
        switch (name)
        {
            // Told only where what the field means is equal.
            case "format" or "gnu long name" or "gnu long link" or "pax header name" or "sparse map":
            case "pax.path" or "pax.linkpath" or "pax.size" or "pax.uid" or "pax.gid" or "pax.uname" or "pax.gname" or "pax.mtime":
                return true;

            // The same entry, so only what is written around the path can differ.
            case "name":
                canonical = value is null ? null : ImagePath.Clean(value);
                return true;

            // Some write the file's type into its mode too, which the entry's own type says already.
            case "mode":
                if (!FileMode.TryParse(value, out int mode)) return false;
                canonical = FileMode.Text(mode & FileMode.Bits);
                return true;

            default:
                return name.StartsWith("header.", StringComparison.Ordinal)
                    || name.StartsWith("pax.GNU.sparse.", StringComparison.Ordinal)
                    || name.StartsWith("extended headers at byte ", StringComparison.Ordinal);
        }
    }

    public override string Describe(Difference difference)
    {
        var field = FirstOf(difference);
        return $"{DifferenceText.PathOf(difference)} is the same, written in another format of tar: {Printable.Escape(field.Name)} {Quote(field)}";
    }

    public override Remedy RemedyFor(RemedyContext context) => context.Origin switch
    {
        ImageOrigin.Dotnet => new Remedy("Let ReproBuild rewrite the image, and pin the SDK in global.json.", "<ReproRewrite>true</ReproRewrite>"),
        _ => new Remedy("Build both with one version of one builder, or have ReproBuild rewrite both archives into one format."),
    };
}
