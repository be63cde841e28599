using ReproBuild.Comparing;

namespace ReproBuild.Causes.SystemFiles;

/// <summary>Indexes that installing a package makes for desktops, manual pages and logs.</summary>
internal sealed class DesktopCache : PathCause
{
    public override string Id => "desktop-cache";

    public override string Code => "REPRO5412";

    public override string Title => "Caches of manual pages, icons and catalogs";

    public override bool IsHere(string path) =>
        (path.StartsWith("var/cache/man/", StringComparison.Ordinal) && path.Length > "var/cache/man/".Length)
        || (path.StartsWith("usr/share/icons/", StringComparison.Ordinal) && path.EndsWith("/icon-theme.cache", StringComparison.Ordinal))
        || path is "var/lib/systemd/catalog/database" or "usr/share/applications/mimeinfo.cache" or "usr/share/mime/mime.cache";

    public override string Describe(Difference difference) => $"{DifferenceText.PathOf(difference)} is an index that a package made when it was installed, with times in it or in the order of a folder";

    public override Remedy RemedyFor(RemedyContext context) => new(
        "Delete the index in the instruction that installs the package; without it the files themselves are read.",
        context.Path is { } path && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_') ? DockerfileLine.AndThen(context.Instruction, $"rm -f {path}") : null);
}
