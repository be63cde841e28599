using ReproBuild.Causes;
using ReproBuild.Core.Tests.Infra;
using static ReproBuild.Core.Tests.Causes.Pairs.DifferencePair;

namespace ReproBuild.Core.Tests.Causes.Pairs;

/// <summary>Headers of entries.</summary>
internal static class MetadataPairs
{
    private static readonly TarItem File = new("etc/x", "same\n"u8.ToArray());
    private static readonly TarItem Program = File with { Mode = Octal("755") };
    private static readonly TarItem Folder = new("srv/") { Type = '5', Mode = Octal("755") };

    public static IReadOnlyList<DifferencePair> All { get; } =
    [
        Entries("mtime", File, File with { MTime = 1_700_000_001 }, "file-mtime"),
        Entries("mtime with a fraction on one side", File, Pax(("mtime", "1700000000.5")), "file-mtime"),
        Entries("mtime and another attribute", Pax(("SCHILY.xattr.user.a", "1")), Pax(("SCHILY.xattr.user.a", "2")) with { MTime = 1 }, "file-mtime", "unexplained") with { NearMissOf = "file-mtime" },

        Entries("process number", Named("./PaxHeaders.12/x"), Named("./PaxHeaders.3456/x"), "pax-pid"),
        Entries("process number as GNU tar writes it", Named("etc/PaxHeaders.12/x"), Named("etc/PaxHeaders.0/x"), "pax-pid"),
        Entries("another name of the extended header", Named("./PaxHeaders.12/x"), Named("./PaxHeaders.12/y"), "tar-format") with { NearMissOf = "pax-pid" },

        Entries("atime", Pax(("atime", "1.5")), Pax(("atime", "2.5")), "pax-times"),
        Entries("atime and ctime on one side", File, Pax(("atime", "2.5"), ("ctime", "1")), "pax-times"),
        Entries("a comment on one side", File, Pax(("comment", "2.5")), "tar-format", "unexplained") with { NearMissOf = "pax-times" },

        Entries("order of records", Pax(("atime", "1"), ("comment", "2")), Pax(("comment", "2"), ("atime", "1")), "pax-order"),
        Entries("records whose order counts", Pax(("hdrcharset", "BINARY"), ("comment", "2")), Pax(("comment", "2"), ("hdrcharset", "BINARY")), "unexplained") with { NearMissOf = "pax-order" },
        Entries("another record in that order", Pax(("a", "1"), ("b", "2")), Pax(("b", "2"), ("a", "3")), "unexplained") with { NearMissOf = "pax-order" },

        Modes("umask of a file", "644", "600"),
        Modes("umask of a program", "755", "750"),
        Modes("one pair of umasks for files, programs and what nobody may write", "644 755 444 555", "600 700 400 500"),
        Modes("umasks of which each takes something", "640 750", "604 705"),
        Modes("a file beside it that the umasks leave as it is", "644 600", "640 600"),
        Tars("umask of a file in a folder that the builder made", t => t.Folder("etc").Add(File), t => t.Folder("etc").Add(File with { Mode = Octal("600") }), "umask"),
        Entries("umask of a folder", Folder, Folder with { Mode = Octal("775") }, "umask"),
        Tars("umask keeps setgid", t => t.Add(Folder with { Mode = Octal("2755") }), t => t.Add(Folder with { Mode = Octal("2770") }), "umask"),
        NoUmasks("two files that need other pairs of umasks", "644 640", "600 600"),
        NoUmasks("one file with more rights here and one with more there", "644 600", "600 644"),
        NoUmasks("chmod 600 of one of several equal files", "644 644 644", "644 600 644"),
        NoUmasks("a program beside it that keeps what the umask would take", "644 755", "600 755"),
        NoUmasks("files and programs under other pairs of umasks", "664 755", "644 750"),
        Entries("setuid", Program, Program with { Mode = Octal("4755") }, "unexplained") with { NearMissOf = "umask" },
        Entries("setgid and umask", Program, Program with { Mode = Octal("2750") }, "unexplained") with { NearMissOf = "umask" },
        Entries("right to execute", File, Program, "unexplained") with { NearMissOf = "umask" },
        Entries("others may execute", File, File with { Mode = Octal("645") }, "unexplained") with { NearMissOf = "umask" },
        Entries("others may read and not execute", Program, Program with { Mode = Octal("754") }, "unexplained") with { NearMissOf = "umask" },

        Entries("uid and gid", File, File with { Uid = 1000, Gid = 1000 }, "ownership"),
        Entries("names of owner and group", File with { User = "root", Group = "root" }, File, "ownership"),
        Entries("device number", File with { Type = '3', Content = null, DevMajor = 1 }, File with { Type = '3', Content = null, DevMajor = 2 }, "unexplained") with { NearMissOf = "ownership" },

        Entries("SELinux label", Pax(("SCHILY.xattr.security.selinux", "system_u:object_r:usr_t:s0")), Pax(("SCHILY.xattr.security.selinux", "unconfined_u:object_r:user_home_t:s0")), "host-xattr"),
        Entries("IMA on one side", File, Pax(("SCHILY.xattr.security.ima", "x")), "host-xattr"),
        Entries("what macOS remembers", File, Pax(("LIBARCHIVE.xattr.com.apple.provenance", "x")), "host-xattr"),
        Entries("capability of a program", Pax(("SCHILY.xattr.security.capability", "1")), Pax(("SCHILY.xattr.security.capability", "2")), "unexplained") with { NearMissOf = "host-xattr" },
        Entries("attribute of a program's own", Pax(("SCHILY.xattr.user.security.selinux", "1")), Pax(("SCHILY.xattr.user.security.selinux", "2")), "unexplained") with { NearMissOf = "host-xattr" },
        Entries("capability on one side beside a label", Pax(("SCHILY.xattr.security.selinux", "a"), ("SCHILY.xattr.security.capability", "1")), Pax(("SCHILY.xattr.security.selinux", "b")), "host-xattr", "unexplained") with { NearMissOf = "host-xattr" },

        Entries("GNU against ustar", File with { Magic = "ustar  \0" }, File, "tar-format"),
        Entries("path with ./ before it", File, File with { Path = "./etc/x" }, "tar-format"),
        Entries("number with other blanks", File, File with { Header = h => "000644 \0"u8.CopyTo(h.AsSpan(100)) }, "tar-format"),
        Entries("type within the mode", File, File with { Mode = Octal("100644") }, "tar-format"),
        Entries("long path, GNU against pax", File with { Path = Long, GnuLong = true, Magic = "ustar  \0" }, File with { Path = Long }, "tar-format"),
        Entries("other rights beside a type within the mode", File, File with { Mode = Octal("100755") }, "unexplained") with { NearMissOf = "tar-format" },
    ];

    // Files of the one and of the other mode, and nothing else in the layer.
    private static DifferencePair Modes(string name, string left, string right)
    {
        static TarBuilder Files(TarBuilder tar, string modes) => modes.Split(' ').Index().Aggregate(tar, (t, mode) => t.File($"f{mode.Index}", "same", Octal(mode.Item)));

        return Tars(name, t => Files(t, left), t => Files(t, right), "umask");
    }

    private static DifferencePair NoUmasks(string name, string left, string right) => Modes(name, left, right) with { NearMissOf = "umask", Certainty = Certainty.Suspected };

    private static string Long => string.Join('/', Enumerable.Repeat("a-long-name", 15));

    private static TarItem Pax(params (string, string)[] records) => File with { Pax = records };

    private static TarItem Named(string header) => Pax(("comment", "1")) with { PaxHeaderName = header };

    private static int Octal(string mode) => Convert.ToInt32(mode, 8);
}
