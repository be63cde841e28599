using ReproBuild.Comparing;

namespace ReproBuild.Causes.Envelope;

/// <summary>Attestations (provenance, lists of parts) stand beside the images in an index. No image digest depends on them.</summary>
internal sealed class Attestation : FieldCause
{
    public override string Id => "attestation";

    public override string Code => "REPRO5114";

    public override string Title => "Attestations beside the images";

    protected override bool Concerns(DifferenceKind kind) => kind == DifferenceKind.IndexField;

    public override bool TryCanonicalize(string name, string? value, out string? canonical)
    {
        canonical = null;
        return name == "attestations" || name.Contains("].annotations.vnd.docker.reference.", StringComparison.Ordinal);
    }

    public override string Describe(Difference difference) =>
        $"The attestations beside the images differ, which is no divergence of the images: {Quote(FirstOf(difference))}";

    public override Remedy RemedyFor(RemedyContext context) => new(
        "Nothing has to be done: images are compared by their own digests. Where the index's digest must be the same too, build without attestations and attach them later.",
        "docker buildx build --provenance=false --sbom=false .");
}
