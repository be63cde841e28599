using ReproBuild.Comparing;

namespace ReproBuild.Causes.Metadata;

/// <summary>One side hides a folder of earlier layers as a whole, the other does not, or file by file. OCI image specification, <c>layer.md</c>, "Opaque Whiteout".</summary>
/// <remarks>
/// The canonical form is what is hidden: the names that earlier layers have in the folder and this one takes away. A whiteout of what no earlier
/// layer has hides nothing.
/// </remarks>
internal sealed class OpaqueWhiteout : DifferenceCause, IProvenByLayer
{
    public override string Id => "opaque-whiteout";

    public override string Code => "REPRO5318";

    public override string Title => "Opaque folders";

    public override FieldMatch Match(Difference difference, CauseContext context)
    {
        ArgumentNullException.ThrowIfNull(difference);
        return difference is { Kind: DifferenceKind.EntryMissing, Path: { } path } && Whiteout.Is(ImagePath.Clean(path)) ? FieldMatch.Suspicion : FieldMatch.None;
    }

    public IEnumerable<string> Wants(Difference difference) => [];

    public IEnumerable<string> WantsEarlier(Difference difference) => [Whiteout.Folder(ImagePath.Clean(difference.Path!))];

    public Certainty Judge(Difference difference, LayerFacts left, LayerFacts right)
    {
        string path = ImagePath.Clean(difference.Path!), folder = Whiteout.Folder(path);
        if (left.HiddenIn(folder) is not { } l || right.HiddenIn(folder) is not { } r)
            return Whiteout.IsOpaque(path) ? Certainty.Suspected : Certainty.Unexplained;
        return l.SetEquals(r) ? Certainty.Proven : Certainty.Unexplained;
    }

    public override string Describe(Difference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        string side = difference.Fields[0].Left is null ? "right" : "left";
        return $"{DifferenceText.PathOf(difference)} stands in the {side} image alone, and both hide the same of earlier layers: snapshotters write that in different ways";
    }

    public override Remedy RemedyFor(RemedyContext context) =>
        new("Build both with one builder and one snapshotter (overlayfs and native write other whiteouts).", "buildkitd --oci-worker-snapshotter=overlayfs");
}
