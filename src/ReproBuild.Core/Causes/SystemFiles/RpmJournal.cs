using ReproBuild.Comparing;

namespace ReproBuild.Causes.SystemFiles;

/// <summary>Journals and histories around the database of rpm, which say when something was installed and in what order it was written.</summary>
/// <remarks>The database itself is content: a version in it may differ.</remarks>
internal sealed class RpmJournal : PathCause
{
    public override string Id => "rpm-database";

    public override string Code => "REPRO5408";

    public override string Title => "Journals and times of rpm and dnf";

    public override bool IsHere(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        if (path.StartsWith("var/lib/rpm/", StringComparison.Ordinal) || path.StartsWith("usr/lib/sysimage/rpm/", StringComparison.Ordinal))
            return name is "rpmdb.sqlite-wal" or "rpmdb.sqlite-shm" or ".rpm.lock" || name.StartsWith("__db.", StringComparison.Ordinal);
        return path.StartsWith("var/lib/dnf/", StringComparison.Ordinal)
            && (name == "countme" || name.StartsWith("history.sqlite", StringComparison.Ordinal) || path.StartsWith("var/lib/dnf/history/", StringComparison.Ordinal));
    }

    public override string Describe(Difference difference) => $"{DifferenceText.PathOf(difference)} tells when rpm or dnf did what; the database of what is installed is another file";

    public override Remedy RemedyFor(RemedyContext context) => new(
        "Fold the journal into the database and delete histories, in the instruction that installs.",
        DockerfileLine.AndThen(context.Instruction, "rpm --rebuilddb && rm -rf /var/lib/dnf/history* /var/lib/dnf/repos /var/lib/rpm/rpmdb.sqlite-*"));
}
