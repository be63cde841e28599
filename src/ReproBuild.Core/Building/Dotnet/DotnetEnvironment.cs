namespace ReproBuild.Building.Dotnet;

/// <summary>
/// The environment of a child build. The first is the plain one that images are published from; the second differs in whatever
/// two users' machines differ in, so that what leaks from it shows.
/// </summary>
internal static class DotnetEnvironment
{
    /// <summary>The file mode creation mask of a build, octal.</summary>
    public static string Umask(int number) => number == 1 ? "022" : "027";

    /// <summary>Changes to the environment; a null value removes a variable.</summary>
    /// <param name="number">1 or 2.</param>
    /// <param name="epoch">SOURCE_DATE_EPOCH, in seconds.</param>
    /// <param name="scratch">A folder for temporary files and caches of this build alone; absolute.</param>
    public static IReadOnlyDictionary<string, string?> Variables(int number, long epoch, string scratch) => new Dictionary<string, string?>
    {
        ["SOURCE_DATE_EPOCH"] = epoch.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["TZ"] = number == 1 ? "UTC" : "Asia/Kathmandu",
        ["LANG"] = number == 1 ? "C.UTF-8" : "tr_TR.UTF-8",
        ["LC_ALL"] = number == 1 ? "C.UTF-8" : "tr_TR.UTF-8",
        // MSBuild reads it as a property, and the compiler of Visual Basic as its environment: that writes VBC_VER into the PDB as the
        // locale writes a fraction, 17.13 or 17,13. Where a project says something of its own, that counts.
        ["VbcEnvironment"] = "LC_ALL=C.UTF-8",
        ["TMPDIR"] = Path.Combine(scratch, "tmp"),
        // The SDK keeps layers that it has seen in a cache, with the times of the build that saw them first.
        ["XDG_CACHE_HOME"] = Path.Combine(scratch, "cache"),
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["GIT_OPTIONAL_LOCKS"] = "0",
        // A design-time build compiles nothing.
        ["DesignTimeBuild"] = null,
        // What the asking MSBuild tells its own children about itself.
        ["MSBuildSDKsPath"] = null,
        ["MSBuildExtensionsPath"] = null,
        ["MSBuildLoadMicrosoftTargetsReadOnly"] = null,
        ["MSBUILD_EXE_PATH"] = null,
        ["MSBUILDUSESERVER"] = null,
        ["MSBUILDLOGASYNC"] = null,
        ["_MSBUILDTLENABLED"] = null,
        ["MSBUILDFAILONDRIVEENUMERATINGWILDCARD"] = null,
    };
}
