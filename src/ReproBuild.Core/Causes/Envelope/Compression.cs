using System.Text.RegularExpressions;
using ReproBuild.Comparing;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Causes.Envelope;

/// <summary>A layer unpacks to the same bytes, and is packed to others: another compressor, another level, another header.</summary>
internal sealed partial class Compression : FieldCause
{
    public override string Id => "compression";

    public override string Code => DiagnosticCodes.CompressionDiffers;

    public override string Title => "Compression of layers";

    protected override bool Concerns(DifferenceKind kind) => kind is DifferenceKind.Compression or DifferenceKind.ManifestField;

    public override bool TryCanonicalize(string name, string? value, out string? canonical)
    {
        canonical = null;
        if (LayerType().IsMatch(name))
        {
            // The media type follows from the compression.
            canonical = value is null ? null : Plain(value);
            return true;
        }

        return name == "compression" || Header().IsMatch(name);
    }

    public override string Describe(Difference difference)
    {
        var field = FirstOf(difference);
        return $"The layer is compressed otherwise: {Printable.Escape(field.Name)} {Quote(field)}";
    }

    public override Remedy RemedyFor(RemedyContext context) => context.Origin switch
    {
        ImageOrigin.Dotnet => new Remedy(
            "Let ReproBuild compress the layers, which gives the same bytes on every machine; and pin the SDK in global.json, for the platform's zlib changes with the runtime.",
            "<ReproRewrite>true</ReproRewrite>"),
        _ => new Remedy(
            "Build with one version of the builder, named by its digest, and one compression.",
            "docker buildx create --driver docker-container --driver-opt image=moby/buildkit:v0.13.1@sha256:… --use\n"
            + "docker buildx build --output type=oci,dest=image.tar,compression=gzip,force-compression=true ."),
    };

    private static string Plain(string type) => MediaType.ToOci(type) is MediaTypes.OciLayer or MediaTypes.OciLayerGzip or MediaTypes.OciLayerZstd ? MediaTypes.OciLayer : type;

    [GeneratedRegex(@"^\$\.layers\[[0-9]+\]\.mediaType\z")]
    private static partial Regex LayerType();

    [GeneratedRegex(@"^(gzip (FLG|MTIME|XFL|OS)|(gzip|zstd|none) body)\z")]
    private static partial Regex Header();
}
