namespace ReproBuild.Causes.Texts;

/// <summary>Files whose lines mean something by their order.</summary>
internal static class OrderedNames
{
    private static readonly HashSet<string> Lists = new(StringComparer.OrdinalIgnoreCase)
    {
        "", ".txt", ".list", ".lst", ".manifest", ".files", ".md5", ".md5sums", ".sha1", ".sha256", ".sha512", ".sha256sums", ".deps", ".mf",
    };

    // Searched from the top, or run from the top.
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "Makefile", "Dockerfile", "Procfile", "sources.list", "hosts", "PATH", "robots.txt", "requirements.txt", "constraints.txt", "CMakeLists.txt", "modules", "crontab",
    };

    /// <summary>Whether a file is not known to be a mere list.</summary>
    public static bool IsOne(string name) => Names.Contains(name) || !Lists.Contains(Path.GetExtension(name));
}
