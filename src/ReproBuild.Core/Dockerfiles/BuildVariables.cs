using System.Collections.Frozen;
using System.Runtime.InteropServices;
using ReproBuild.Images;

namespace ReproBuild.Dockerfiles;

/// <summary>What a build gives to the variables of a Dockerfile from outside.</summary>
public sealed record BuildVariables
{
    /// <summary>A build for this machine's processor with nothing given.</summary>
    public static BuildVariables Default { get; } = new();

    /// <summary>The build arguments by name.</summary>
    public IReadOnlyDictionary<string, string> BuildArgs { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The platform that is built on: <c>BUILDPLATFORM</c>.</summary>
    public Platform BuildPlatform { get; init; } = ThisMachine();

    /// <summary>The platform that is built for: <c>TARGETPLATFORM</c>.</summary>
    public Platform TargetPlatform { get; init; } = ThisMachine();

    /// <summary>The stage that is built: <c>TARGETSTAGE</c>; null for the last.</summary>
    public string? Target { get; init; }

    /// <summary>The arguments that BuildKit defines by itself; those without a value are left out.</summary>
    internal IEnumerable<(string Name, string Value)> Predefined()
    {
        (string, string?)[] all =
        [
            ("BUILDPLATFORM", Name(BuildPlatform)),
            ("BUILDOS", BuildPlatform.Os),
            ("BUILDOSVERSION", BuildPlatform.OsVersion),
            ("BUILDARCH", BuildPlatform.Architecture),
            ("BUILDVARIANT", BuildPlatform.Variant),
            ("TARGETPLATFORM", Name(TargetPlatform)),
            ("TARGETOS", TargetPlatform.Os),
            ("TARGETOSVERSION", TargetPlatform.OsVersion),
            ("TARGETARCH", TargetPlatform.Architecture),
            ("TARGETVARIANT", TargetPlatform.Variant),
            ("TARGETSTAGE", Target ?? "default"),
        ];
        foreach (var (name, value) in all)
        {
            if (!string.IsNullOrEmpty(value)) yield return (name, value);
        }
    }

    private static string Name(Platform p) => p.Variant is null ? $"{p.Os}/{p.Architecture}" : $"{p.Os}/{p.Architecture}/{p.Variant}";

    private static Platform ThisMachine() => RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => new Platform("linux", "amd64"),
        Architecture.Arm64 => new Platform("linux", "arm64"),
        Architecture.Arm => new Platform("linux", "arm", "v7"),
        Architecture.X86 => new Platform("linux", "386"),
        var other => new Platform("linux", other.ToString().ToLowerInvariant()),
    };
}
