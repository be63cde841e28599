using ReproBuild.Causes;
using ReproBuild.Core.Tests.Infra;
using static ReproBuild.Core.Tests.Causes.Pairs.DifferencePair;

namespace ReproBuild.Core.Tests.Causes.Pairs;

/// <summary>What the .NET SDK says in documents, and how it names files.</summary>
internal static class DotnetPairs
{
    private const string Assets = "app/wwwroot/_framework/";

    public static IReadOnlyList<DifferencePair> All { get; } =
    [
        Documents("version of the SDK", i => Label(i, "net.dot.sdk.version", "10.0.100"), i => Label(i, "net.dot.sdk.version", "10.0.401"), "sdk-version"),
        Documents("version of the runtime", i => Label(i, "net.dot.runtime.version", "10.0.0"), i => Label(i, "net.dot.runtime.version", "10.0.1"), "unexplained") with { NearMissOf = "sdk-version" },

        Tars("fingerprint in a name", t => t.File(Assets + "App.abcdefghij.wasm", "1"), t => t.File(Assets + "App.jihgfedcba.wasm", "2"), "wasm-fingerprint") with { Certainty = Certainty.Suspected },
        Tars("an asset without a fingerprint", t => t.File(Assets + "App.wasm", "1"), t => t, "unexplained") with { NearMissOf = "wasm-fingerprint" },
    ];

    private static TestImage Label(TestImage image, string key, string value) => image with { Labels = new Dictionary<string, string> { [key] = value } };
}
