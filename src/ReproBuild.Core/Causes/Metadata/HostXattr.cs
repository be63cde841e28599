using ReproBuild.Comparing;

namespace ReproBuild.Causes.Metadata;

/// <summary>Extended attributes that the build host puts on every file: labels of SELinux and Smack, measurements of IMA and EVM, what macOS remembers.</summary>
/// <remarks><c>security.capability</c> gives a program its rights, and user attributes are a program's own: neither is ever noise.</remarks>
internal sealed class HostXattr : FieldCause
{
    private static readonly string[] Prefixes = ["pax.SCHILY.xattr.", "pax.LIBARCHIVE.xattr.", "pax.RHT."];

    public override string Id => "host-xattr";

    public override string Code => "REPRO5317";

    public override string Title => "Extended attributes of the build host";

    public override bool TryCanonicalize(string name, string? value, out string? canonical)
    {
        canonical = null;
        foreach (string prefix in Prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal)) return IsOfHost(name.AsSpan(prefix.Length));
        }

        return false;
    }

    protected override bool Follows(FieldDifference field) => ExtendedHeader.IsPresence(field);

    public override string Describe(Difference difference)
    {
        var field = FirstOf(difference);
        return $"{DifferenceText.PathOf(difference)} carries an attribute of the machine that built it: {Printable.Escape(field.Name)} {Quote(field)}";
    }

    public override Remedy RemedyFor(RemedyContext context) => new(
        "Build from a context without such attributes (ReproBuild's sealed context has none), or keep the archive that they come in from packing them.",
        "tar --no-selinux --no-xattrs --no-acls --sort=name -cf layer.tar .");

    private static bool IsOfHost(ReadOnlySpan<char> name) =>
        name is "security.selinux" or "security.ima" or "security.evm"
        || name.StartsWith("security.SMACK64", StringComparison.Ordinal)
        || name is "com.apple.provenance" or "com.apple.quarantine" or "com.apple.lastuseddate#PS";
}
