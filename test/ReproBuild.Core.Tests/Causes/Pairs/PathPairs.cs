using static ReproBuild.Core.Tests.Causes.Pairs.DifferencePair;

namespace ReproBuild.Core.Tests.Causes.Pairs;

/// <summary>Files that no image needs, by their paths, and files beside them that one may need.</summary>
internal static class PathPairs
{
    /// <summary>For each cause paths of its own, and paths that only look like them.</summary>
    public static IReadOnlyDictionary<string, (string[] Own, string[] Others)> Paths { get; } = new Dictionary<string, (string[], string[])>
    {
        ["logs"] = (["var/log/dpkg.log", "var/log/apt/history.log", "var/log/apt/eipp.log.xz"], ["srv/var/log/app.log", "var/logs/app.log"]),
        ["ldconfig-cache"] = (["var/cache/ldconfig/aux-cache"], ["etc/ld.so.cache", "var/cache/ldconfig/aux-cache.d"]),
        ["apt-cache"] = (["var/lib/apt/lists/mirror.example_debian_dists_bookworm_InRelease", "var/cache/apt/pkgcache.bin"], ["var/lib/apt/extended_states", "usr/var/cache/apt/pkgcache.bin"]),
        ["backup-files"] = (["etc/passwd-", "etc/shadow-", "var/lib/dpkg/status-old", "var/cache/debconf/config.dat-old", "var/backups/dpkg.status.0"], ["etc/passwd", "var/lib/dpkg/info/a-old", "etc/app-", "srv/status-old"]),
        ["rpm-database"] = (["var/lib/rpm/rpmdb.sqlite-wal", "var/lib/dnf/history.sqlite", "var/lib/dnf/repos/fedora-1f/countme"], ["var/lib/rpm/rpmdb.sqlite", "srv/rpmdb.sqlite-wal"]),
        ["fontconfig"] = (["var/cache/fontconfig/3830d5c3ddfd5cd38a049b759396e72e-le64.cache-7", "usr/share/fonts/truetype/.uuid"], ["usr/share/fonts/truetype/a.ttf", "app/.uuid"]),
        ["desktop-cache"] = (["var/cache/man/index.db", "usr/share/icons/hicolor/icon-theme.cache", "var/lib/systemd/catalog/database"], ["usr/share/man/man1/ls.1.gz", "app/icon-theme.cache"]),
        ["droppings"] = (["root/.wget-hsts", "tmp/build.tmp", "home/app/.bash_history", "root/.node-gyp/18/include"], ["var/lib/tmp/x", "app/tmp/x", "root/.bashrc", "root/.cache/ms-playwright/chrome"]),
        ["host-leak"] = (["etc/resolv.conf", "etc/hosts", "etc/hostname"], ["etc/hosts.allow", "app/etc/hosts"]),
        ["generated-secret"] = (["etc/ssh/ssh_host_ed25519_key", "etc/ssl/private/ssl-cert-snakeoil.key", "var/lib/systemd/random-seed"], ["etc/ssh/ssh_config", "etc/ssl/certs/app.pem"]),
    };

    public static IReadOnlyList<DifferencePair> All { get; } = [.. Paths.SelectMany(p => Pairs(p.Key, p.Value.Own, p.Value.Others))];

    private static IEnumerable<DifferencePair> Pairs(string cause, string[] own, string[] others)
    {
        foreach (string path in own)
        {
            yield return Tars(path, t => t.File(path, "red apple"), t => t.File(path, "green apple"), cause);
            yield return Tars($"{path} on one side", t => t.File(path, "red apple").File("z"), t => t.File("z"), cause);
        }

        foreach (string path in others)
            yield return Tars(path, t => t.File(path, "red apple"), t => t.File(path, "green apple"), "unexplained") with { NearMissOf = cause };
    }
}
