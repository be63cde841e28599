using ReproBuild.Causes.Dotnet;

namespace ReproBuild.Causes;

public sealed partial class CauseCatalogue
{
    /// <summary>What the .NET SDK writes. Literals are looked at while the assembly still tells its folder; IDs, which follow from all else, come last.</summary>
    private static IEnumerable<ContentCause> Dotnet() =>
        [new PeCompiler(), new CommitStamp(), new CallerPath(), new RazorPath(), new PePath(), new PeMvid(), new DepsJson(), new StaticAssetsTime(), new WasmFingerprint(), new Nupkg()];

    /// <summary>What the .NET SDK tells in an image's configuration, and how it names files.</summary>
    private static IEnumerable<DifferenceCause> DotnetFields() => [new SdkVersion(), new WasmAsset()];

    /// <summary>What the .NET SDK packs into one file.</summary>
    private static IEnumerable<ContainerFormat> DotnetFormats() => [new SingleFile()];
}
