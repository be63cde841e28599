using ReproBuild.Comparing;

namespace ReproBuild.Causes.SystemFiles;

/// <summary>Programs that change the lists of users and packages keep the list as it was before.</summary>
internal sealed class BackupFiles : PathCause
{
    public override string Id => "backup-files";

    public override string Code => "REPRO5406";

    public override string Title => "Backup files";

    public override bool IsHere(string path) =>
        path is "etc/passwd-" or "etc/shadow-" or "etc/group-" or "etc/gshadow-" or "etc/subuid-" or "etc/subgid-" or "etc/.pwd.lock"
        || (path.EndsWith("-old", StringComparison.Ordinal) && IsDirectlyIn(path, "var/lib/dpkg/", "var/cache/debconf/"))
        || (path.StartsWith("var/backups/", StringComparison.Ordinal) && path.Length > "var/backups/".Length);

    public override string Describe(Difference difference) => $"{DifferenceText.PathOf(difference)} is the file as it was before the last change; nothing reads it";

    public override Remedy RemedyFor(RemedyContext context) => new(
        "Delete backups in the instruction that leaves them.",
        DockerfileLine.AndThen(context.Instruction, "rm -f /etc/passwd- /etc/shadow- /etc/group- /etc/gshadow- /etc/subuid- /etc/subgid- /var/lib/dpkg/*-old /var/cache/debconf/*-old"));

    private static bool IsDirectlyIn(string path, params ReadOnlySpan<string> folders)
    {
        foreach (string folder in folders)
        {
            if (path.StartsWith(folder, StringComparison.Ordinal) && path.IndexOf('/', folder.Length) < 0) return true;
        }

        return false;
    }
}
