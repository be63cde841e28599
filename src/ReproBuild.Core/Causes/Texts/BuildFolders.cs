namespace ReproBuild.Causes.Texts;

/// <summary>Where builds work.</summary>
internal static class BuildFolders
{
    private static readonly string[] Scratch =
    [
        "/tmp/", "/var/tmp/", "/build/", "/builds/", "/buildroot/", "/src/", "/source/", "/workspace/", "/workspaces/", "/__w/", "/github/", "/home/runner/",
        "/agent/", "/codebuild/", "/drone/", "/var/lib/jenkins/", "/var/jenkins_home/", "/private/tmp/", "/private/var/folders/", "/usr/src/", "/go/src/", "/dev/shm/",
    ];

    private static readonly string[] Homes = ["/home/", "/root/", "/Users/", "/mnt/", "/opt/build/", "/data/", "/srv/build/"];

    // What compilers name is a source; what programs read at run time may be anything.
    private static readonly string[] Sources =
    [
        ".c", ".cc", ".cpp", ".cxx", ".h", ".hpp", ".s", ".go", ".rs", ".py", ".js", ".mjs", ".ts", ".tsx", ".cs", ".fs", ".java", ".kt", ".rb", ".el", ".swift", ".f90", ".o", ".pyx", ".vue", ".proto",
    ];

    /// <summary>Whether a folder may be one that a build worked in.</summary>
    public static bool IsOne(string folder) => Starts(Scratch, folder) || Starts(Homes, folder);

    /// <summary>Whether it can be nothing else.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="rest">The path within it that stands on both sides.</param>
    public static bool IsCertain(string folder, string rest) => Starts(Scratch, folder) || Sources.Any(s => rest.EndsWith(s, StringComparison.Ordinal));

    private static bool Starts(string[] roots, string folder) => roots.Any(r => folder.StartsWith(r, StringComparison.Ordinal));
}
