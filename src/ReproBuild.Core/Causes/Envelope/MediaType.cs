using System.Text.RegularExpressions;
using ReproBuild.Comparing;
using ReproBuild.Images;

namespace ReproBuild.Causes.Envelope;

/// <summary>One side names its documents and layers with Docker's media types, the other with OCI's.</summary>
internal sealed partial class MediaType : FieldCause
{
    public override string Id => "media-type";

    public override string Code => "REPRO5113";

    public override string Title => "Docker's media types against OCI's";

    protected override bool Concerns(DifferenceKind kind) => kind is DifferenceKind.ManifestField or DifferenceKind.IndexField;

    public override bool TryCanonicalize(string name, string? value, out string? canonical)
    {
        canonical = value is null ? null : ToOci(value);
        return Types().IsMatch(name);
    }

    /// <summary>OCI's name for what Docker calls otherwise; anything else stays as it is.</summary>
    public static string ToOci(string type) => type switch
    {
        MediaTypes.DockerManifest => MediaTypes.OciManifest,
        MediaTypes.DockerIndex => MediaTypes.OciIndex,
        MediaTypes.DockerConfig => MediaTypes.OciConfig,
        MediaTypes.DockerLayer => MediaTypes.OciLayer,
        MediaTypes.DockerLayerGzip => MediaTypes.OciLayerGzip,
        MediaTypes.DockerLayerZstd => MediaTypes.OciLayerZstd,
        _ => type,
    };

    public override string Describe(Difference difference)
    {
        var field = FirstOf(difference);
        return $"The same is called by Docker's media type on one side and by OCI's on the other: {Printable.Escape(field.Name)} {Quote(field)}";
    }

    public override Remedy RemedyFor(RemedyContext context) => context.Origin switch
    {
        ImageOrigin.Dotnet => new Remedy("Say which media types the image has.", "<ContainerImageFormat>OCI</ContainerImageFormat>"),
        _ => new Remedy(
            "Build both with one builder, and say which media types the image has (buildah: --format oci).",
            "docker buildx build --output type=oci,dest=image.tar,oci-mediatypes=true ."),
    };

    [GeneratedRegex(@"^(\$\.mediaType|\$\.config\.mediaType|\$\.layers\[[0-9]+\]\.mediaType|mediaType)\z")]
    private static partial Regex Types();
}
