using ReproBuild.Comparing;

namespace ReproBuild.Causes.SystemFiles;

/// <summary>A package made a key or a seed when it was installed, and everyone who has the image has it too.</summary>
internal sealed class GeneratedSecretFile : PathCause
{
    public override string Id => GeneratedSecret.Name;

    public override string Code => GeneratedSecret.Number;

    public override string Title => GeneratedSecret.Heading;

    public override bool HidesContent => true;

    public override bool IsHere(string path) =>
        (path.StartsWith("etc/ssh/ssh_host_", StringComparison.Ordinal) && (path.EndsWith("_key", StringComparison.Ordinal) || path.EndsWith("_key.pub", StringComparison.Ordinal)))
        || path is "etc/ssl/private/ssl-cert-snakeoil.key" or "etc/ssl/certs/ssl-cert-snakeoil.pem"
            or "var/lib/systemd/random-seed" or "var/lib/urandom/random-seed" or "var/lib/systemd/credential.secret";

    public override string Describe(Difference difference) => GeneratedSecret.Warning(DifferenceText.PathOf(difference));

    public override Remedy RemedyFor(RemedyContext context) => GeneratedSecret.Mend(context);
}
