using ReproBuild.Images;

namespace ReproBuild.Building.Dotnet;

/// <summary>What a runtime identifier of .NET, such as <c>linux-musl-arm64</c>, is called in images: <c>linux/arm64</c>.</summary>
public static class RuntimePlatform
{
    // The architectures of .NET, and what Go, whose names images use, calls them.
    private static readonly Dictionary<string, string> Architectures = new(StringComparer.Ordinal)
    {
        ["x64"] = "amd64",
        ["x86"] = "386",
        ["arm64"] = "arm64",
        ["arm"] = "arm",
        ["armv6"] = "arm",
        ["s390x"] = "s390x",
        ["ppc64le"] = "ppc64le",
        ["riscv64"] = "riscv64",
        ["loongarch64"] = "loong64",
    };

    /// <summary>The platform, without a variant; null where the identifier is not known.</summary>
    /// <param name="runtimeIdentifier">The identifier.</param>
    public static Platform? Of(string runtimeIdentifier)
    {
        ArgumentNullException.ThrowIfNull(runtimeIdentifier);
        string[] parts = runtimeIdentifier.Split('-');
        if (parts.Length < 2 || !Architectures.TryGetValue(parts[^1], out string? architecture)) return null;
        return parts[0] switch
        {
            "linux" => new Platform("linux", architecture),
            _ when parts[0].StartsWith("win", StringComparison.Ordinal) => new Platform("windows", architecture),
            _ => null,
        };
    }

    /// <summary>Whether an image for one platform serves an identifier: variants aside, and true where the identifier is not known.</summary>
    /// <param name="platform">What the image says of itself.</param>
    /// <param name="runtimeIdentifier">The identifier.</param>
    public static bool Serves(Platform platform, string runtimeIdentifier)
    {
        ArgumentNullException.ThrowIfNull(platform);
        return Of(runtimeIdentifier) is not { } wanted || (platform.Os == wanted.Os && platform.Architecture == wanted.Architecture);
    }
}
