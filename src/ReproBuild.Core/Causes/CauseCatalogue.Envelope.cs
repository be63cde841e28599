using ReproBuild.Causes.Envelope;

namespace ReproBuild.Causes;

public sealed partial class CauseCatalogue
{
    /// <summary>The index, the manifest, the configuration, the compression.</summary>
    private static IEnumerable<DifferenceCause> Envelope() =>
    [
        new ImageCreated(), new CreatedLabel(), new InlineCache(), new ParentImage(), new CopiedHash(), new BuilderMarks(), new MediaType(), new Attestation(), new Compression(),
        new LayerCount(), new OuterArchive(),
    ];
}
