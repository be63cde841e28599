using System.Text.RegularExpressions;
using ReproBuild.Comparing;

namespace ReproBuild.Causes.Metadata;

/// <summary>The extended header of an entry is named after the process that wrote it. POSIX.1-2001 <c>pax</c>, "pax Header Block".</summary>
internal sealed partial class PaxPid : FieldCause
{
    public override string Id => "pax-pid";

    public override string Code => "REPRO5311";

    public override string Title => "Process numbers in extended headers";

    public override bool TryCanonicalize(string name, string? value, out string? canonical)
    {
        canonical = value is null ? null : Number().Replace(value, "PaxHeaders.0", 1);
        return name == "pax header name" && value is not null;
    }

    public override string Describe(Difference difference) =>
        $"{DifferenceText.PathOf(difference)} has an extended header that is named after the process which wrote it: {Quote(FirstOf(difference))}";

    public override Remedy RemedyFor(RemedyContext context) => context.Origin switch
    {
        ImageOrigin.Dotnet => new Remedy("Let ReproBuild rewrite the image; the .NET SDK writes the number of its own process before version 11.", "<ReproRewrite>true</ReproRewrite>"),
        _ => new Remedy(
            "Pack the archive that this comes from without process numbers.",
            "tar --sort=name --format=posix --pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime --mtime=@$SOURCE_DATE_EPOCH -cf layer.tar ."),
    };

    [GeneratedRegex(@"PaxHeaders\.[0-9]+(?=/|\z)")]
    private static partial Regex Number();
}
