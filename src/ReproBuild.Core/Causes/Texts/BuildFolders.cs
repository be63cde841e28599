namespace ReproBuild.Causes.Texts;

/// <summary>Where builds work.</summary>
internal static class BuildFolders
{
    private static readonly string[] Scratch =
    [
        "/tmp/", "/var/tmp/", "/build/", "/builds/", "/buildroot/", "/workspace/", "/workspaces/", "/__w/", "/github/", "/home/runner/",
        "/agent/", "/codebuild/", "/drone/", "/var/lib/jenkins/", "/var/jenkins_home/", "/private/tmp/", "/private/var/folders/", "/go/src/", "/dev/shm/",
    ];

    // Programs run in these as well.
    private static readonly string[] Homes = ["/usr/src/", "/src/", "/source/", "/home/", "/root/", "/Users/", "/mnt/", "/opt/build/", "/data/", "/srv/build/"];

    // What compilers name is a source; what programs read at run time may be anything.
    private static readonly string[] Sources =
    [
        ".c", ".cc", ".cpp", ".cxx", ".h", ".hpp", ".s", ".go", ".rs", ".ts", ".tsx", ".cs", ".fs", ".java", ".kt", ".swift", ".f90", ".o", ".pyx", ".vue", ".proto",
    ];

    // These are run as they are: in a text, a setting may name another program.
    private static readonly string[] Scripts = [".py", ".js", ".mjs", ".rb", ".el"];

    /// <summary>Whether a folder may be one that a build worked in.</summary>
    public static bool IsOne(string folder) => Starts(Scratch, folder) || Starts(Homes, folder);

    /// <summary>Whether it can be nothing else.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="rest">The path within it that stands on both sides.</param>
    /// <param name="inSettings">Whether it stands in a text that a program may take for its settings.</param>
    public static bool IsCertain(string folder, string rest, bool inSettings) =>
        Starts(Scratch, folder) || Ends(Sources, rest) || (!inSettings && Ends(Scripts, rest));

    private static bool Ends(string[] endings, string path) => endings.Any(e => path.EndsWith(e, StringComparison.Ordinal));

    private static bool Starts(string[] roots, string folder) => roots.Any(r => folder.StartsWith(r, StringComparison.Ordinal));
}
