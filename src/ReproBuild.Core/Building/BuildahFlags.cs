using System.Globalization;

namespace ReproBuild.Building;

/// <summary>Chooses flags by what a program says that it knows, never by its version.</summary>
internal static class BuildahFlags
{
    /// <summary>The flags that fix times and leave the builder's own version out of the image.</summary>
    /// <param name="help">What <c>bud --help</c> says.</param>
    /// <param name="epoch">The epoch.</param>
    /// <returns>The flags; null where the program is too old to fix times.</returns>
    public static IReadOnlyList<string>? Of(string help, long epoch)
    {
        string seconds = epoch.ToString(CultureInfo.InvariantCulture);
        List<string> flags = [];
        // --timestamp sets every time of what is built; the newer pair only lowers those that are later.
        if (Knows(help, "--timestamp")) flags.AddRange(["--timestamp", seconds]);
        else if (Knows(help, "--source-date-epoch") && Knows(help, "--rewrite-timestamp"))
            flags.AddRange(["--source-date-epoch", seconds, "--rewrite-timestamp"]);
        else return null;
        if (Knows(help, "--identity-label")) flags.Add("--identity-label=false");
        if (!NamespacesWork(help)) flags.AddRange(["--isolation", "chroot"]);
        return flags;
    }

    /// <summary>Whether the help lists a flag.</summary>
    public static bool Knows(string help, string flag) =>
        help.Split('\n').Any(line => line.TrimStart().StartsWith(flag + " ", StringComparison.Ordinal));

    // Inside a container, or where user namespaces are switched off, a runtime cannot start another container; a changed root
    // needs neither. Who has chosen an isolation (BUILDAH_ISOLATION) finds it as the default in the help, and keeps it.
    private static bool NamespacesWork(string help)
    {
        string isolation = help.Split('\n').FirstOrDefault(l => l.TrimStart().StartsWith("--isolation ", StringComparison.Ordinal)) ?? "";
        if (isolation.Contains("\"chroot\"", StringComparison.Ordinal) || isolation.Contains("\"rootless\"", StringComparison.Ordinal)) return true;
        return !File.Exists("/run/.containerenv") && !File.Exists("/.dockerenv")
            && Setting("/proc/sys/user/max_user_namespaces") != "0" && Setting("/proc/sys/kernel/unprivileged_userns_clone") != "0";
    }

    private static string? Setting(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // not every kernel has it
        }
    }
}
