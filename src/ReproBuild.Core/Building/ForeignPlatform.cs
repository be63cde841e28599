using System.Text.RegularExpressions;
using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;
using ReproBuild.Images;

namespace ReproBuild.Building;

/// <summary>A step that runs programs of a platform which the machine cannot run, told by what the kernel says of them (ENOEXEC).</summary>
internal static partial class ForeignPlatform
{
    /// <summary>What to do about it.</summary>
    public const string Remedy =
        "Do such steps in a stage that begins with FROM --platform=$BUILDPLATFORM and compiles for $TARGETOS and $TARGETARCH, so that only COPY is left for the other platform; " +
        "or let this machine emulate it (Debian: apt-get install qemu-user-static binfmt-support; else docker run --privileged --rm tonistiigi/binfmt --install all).";

    /// <summary>Tells such a failure from others.</summary>
    /// <param name="engine">The engine's name.</param>
    /// <param name="plan">What was built.</param>
    /// <param name="lastLines">The last lines that the engine said.</param>
    /// <returns>One clause; null for another failure.</returns>
    public static string? Explain(string engine, BuildPlan plan, IReadOnlyList<string> lastLines)
    {
        if (!lastLines.Any(line => line.Contains("exec format error", StringComparison.OrdinalIgnoreCase))) return null;
        // BuildKit names the platform of each step where there are several: "[linux/arm64 build 2/3] RUN …".
        string[] named = [.. lastLines.Select(l => Step().Match(l)).Where(m => m.Success).Select(m => m.Groups[1].Value).Where(IsForeign).Distinct()];
        string[] foreign = named.Length > 0 ? named : [.. plan.Platforms.Where(IsForeign).Select(p => p.ToString())];
        string platform = foreign.Length > 0 ? PrintableText.Escape(string.Join(", ", foreign), 200) : "another platform";
        return $"a step runs a program of {platform}, which this machine ({Own}) cannot run, says {engine} (\"exec format error\")";
    }

    private static Platform Own => BuildVariables.Default.BuildPlatform;

    private static bool IsForeign(Platform platform) => platform.Architecture != Own.Architecture;

    private static bool IsForeign(string platform) => platform.Split('/').ElementAtOrDefault(1) != Own.Architecture;

    [GeneratedRegex(@"\[(linux/[a-z0-9/]+)[ \]]", RegexOptions.CultureInvariant)]
    private static partial Regex Step();
}
