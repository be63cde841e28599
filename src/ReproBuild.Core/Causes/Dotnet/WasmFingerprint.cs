using System.Text;
using System.Text.RegularExpressions;

namespace ReproBuild.Causes.Dotnet;

/// <summary>Files that list the assets of WebAssembly by names and hashes that follow from the assets' contents.</summary>
internal sealed partial class WasmFingerprint : SideCause
{
    public override string Id => "wasm-fingerprint";

    public override string Code => "REPRO5609";

    public override string Title => "Fingerprints of WebAssembly assets";

    public override IReadOnlyList<string> DerivedFrom => WasmFingerprints.Roots;

    protected override bool MustClose => true;

    public override Remedy RemedyFor(RemedyContext context) => WasmFingerprints.Remedy;

    protected override string Sentence(ContentPair pair, string left, string right) => $"{pair.ShownPath} names assets by their contents: {left} against {right}";

    protected override CanonicalSide? Form(ReadOnlyMemory<byte> content, string name, BuildTrace trace)
    {
        if (!WasmFingerprints.IsList(name)) return null;

        var noise = new List<string>();
        string text = Derived().Replace(new UTF8Encoding(false, true).GetString(content.Span), match =>
        {
            noise.Add(match.Value);
            return match.Groups["keep"].Value + "*" + match.Groups["end"].Value;
        });
        return new CanonicalSide(Encoding.UTF8.GetBytes(text), noise);
    }

    // A name with its fingerprint, the fingerprint by itself, the integrity that a browser checks (W3C Subresource Integrity), and the same hash as entity tag.
    [GeneratedRegex("""(?<keep>"(_framework/)?[A-Za-z0-9_.-]+\.)[a-z0-9]{10}(?<end>\.(wasm|js|dat|pdb|dll|symbols)(\.gz|\.br)?")|(?<keep>"Name":"fingerprint","Value":")[a-z0-9]{10}(?<end>")|(?<keep>"sha256-)[A-Za-z0-9+/]{43}=(?<end>")|(?<keep>"Name":"ETag","Value":"\\")[A-Za-z0-9+/]{43}=(?<end>\\"")""", RegexOptions.CultureInvariant)]
    private static partial Regex Derived();
}
