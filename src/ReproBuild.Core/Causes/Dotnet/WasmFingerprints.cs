using System.Text.RegularExpressions;

namespace ReproBuild.Causes.Dotnet;

/// <summary>How the assets of Blazor WebAssembly are named.</summary>
internal static partial class WasmFingerprints
{
    /// <summary>What makes their contents differ.</summary>
    public static IReadOnlyList<string> Roots { get; } = ["pe-path", "pe-mvid", "pe-compiler", "caller-path", "razor-path", "commit-stamp", "static-assets-time"];

    /// <summary>What to do.</summary>
    public static Remedy Remedy { get; } = new("Mend what differs in the assemblies behind these assets; their names follow. The properties for assemblies mend most.", "<Deterministic>true</Deterministic>\n" + DotnetRemedies.Paths);

    /// <summary>Whether a file lists assets.</summary>
    /// <param name="name">The file's name.</param>
    public static bool IsList(string name) =>
        name is "blazor.boot.json" or "dotnet.boot.js" or "dotnet.js" or "service-worker-assets.js"
        || name.EndsWith(".staticwebassets.endpoints.json", StringComparison.Ordinal) || FingerprintedLoader().IsMatch(name);

    /// <summary>Whether a path is that of an asset with a fingerprint.</summary>
    public static bool IsAsset(string path) => Asset().IsMatch(path);

    [GeneratedRegex(@"^dotnet(\.boot)?\.[a-z0-9]{10}\.js$")]
    private static partial Regex FingerprintedLoader();

    [GeneratedRegex(@"(^|/)wwwroot/_framework/[^/]+\.[a-z0-9]{10}\.(wasm|js|dat|pdb|dll|symbols)(\.gz|\.br)?$")]
    private static partial Regex Asset();
}
