using ReproBuild.Comparing;

namespace ReproBuild.Causes.Metadata;

/// <summary>One side hides a folder of earlier layers as a whole, the other does not, or file by file. OCI image specification, <c>layer.md</c>, "Opaque Whiteout".</summary>
/// <remarks>Whether that is the same depends on all earlier layers, so it is suspected and never proven.</remarks>
internal sealed class OpaqueWhiteout : DifferenceCause
{
    private const string Marker = ".wh..wh..opq";

    public override string Id => "opaque-whiteout";

    public override string Code => "REPRO5318";

    public override string Title => "Opaque folders";

    public override FieldMatch Match(Difference difference, CauseContext context)
    {
        ArgumentNullException.ThrowIfNull(difference);
        return difference is { Kind: DifferenceKind.EntryMissing, Path: { } path } && ImagePath.Name(path) == Marker ? FieldMatch.Suspicion : FieldMatch.None;
    }

    public override string Describe(Difference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        string side = difference.Fields[0].Left is null ? "right" : "left";
        return $"{DifferenceText.PathOf(difference)} stands in the {side} image alone and hides a whole folder of earlier layers, which snapshotters do in different ways";
    }

    public override Remedy RemedyFor(RemedyContext context) =>
        new("Build both with one builder and one snapshotter (overlayfs and native write other whiteouts).", "buildkitd --oci-worker-snapshotter=overlayfs");
}
