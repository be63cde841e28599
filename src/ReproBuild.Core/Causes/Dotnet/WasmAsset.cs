using ReproBuild.Comparing;

namespace ReproBuild.Causes.Dotnet;

/// <summary>An asset of WebAssembly that stands under another name on the other side, since its content differs.</summary>
internal sealed class WasmAsset : DifferenceCause
{
    public override string Id => "wasm-fingerprint";

    public override string Code => "REPRO5609";

    public override string Title => "Fingerprints of WebAssembly assets";

    public override IReadOnlyList<string> DerivedFrom => WasmFingerprints.Roots;

    public override string Describe(Difference difference) => $"{DifferenceText.PathOf(difference)} is named by its content, which differs";

    public override Remedy RemedyFor(RemedyContext context) => WasmFingerprints.Remedy;

    // That the other side has it under another name, and why its content differs, is not seen from here.
    public override FieldMatch Match(Difference difference, CauseContext context) =>
        difference.Kind == DifferenceKind.EntryMissing && difference.Path is { } path && WasmFingerprints.IsAsset(ImagePath.Clean(path)) ? FieldMatch.Suspicion : FieldMatch.None;
}
