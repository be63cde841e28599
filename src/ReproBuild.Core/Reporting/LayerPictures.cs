using ReproBuild.Archives;
using ReproBuild.Comparing;
using ReproBuild.Images;

namespace ReproBuild.Reporting;

/// <summary>Puts the layers of both images beside what the comparison says of them.</summary>
internal sealed class LayerPictures(ReportSide left, ReportSide right)
{
    /// <summary>A platform with its layers.</summary>
    public ReportPlatform Of(PlatformComparison platform) => new(
        platform.Platform, platform.Verdict, platform.Left, platform.Right, platform.ByImageId,
        Side(platform, Find(left, platform, platform.Left), onTheLeft: true),
        Side(platform, Find(right, platform, platform.Right), onTheLeft: false));

    private static PlatformImage? Find(ReportSide side, PlatformComparison platform, Digest? digest) =>
        digest is null ? null : side.Images.FirstOrDefault(i => i.Platform == platform.Platform && i.Digest == digest);

    private static List<ReportLayer> Side(PlatformComparison platform, PlatformImage? image, bool onTheLeft)
    {
        var compared = platform.Layers.Where(l => (onTheLeft ? l.Layer.Left : l.Layer.Right) is not null).ToList();
        if (image is null) return [.. compared.Select((l, i) => Report(platform, i, Digest(l, onTheLeft), null, l, Told(l, null)))];

        // The comparison pairs the layers of both sides in their order, all of them or none.
        var instructions = Histories(image);
        bool all = compared.Count == image.Layers.Count;
        return [.. image.Layers.Select((layer, i) =>
            Report(platform, i, layer.Blob.Digest, layer.Blob.Size, all ? compared[i] : null, Told(all ? compared[i] : null, instructions[i])))];
    }

    private static ReportLayer Report(PlatformComparison platform, int index, Digest digest, long? size, LayerComparison? compared, string? instruction) => new(
        index + 1, digest, size, State(platform, compared), compared?.DifferenceCount ?? 0, instruction, compared?.Layer.Number ?? index + 1);

    private static LayerState State(PlatformComparison platform, LayerComparison? compared) => compared switch
    {
        { NotCompared: not null } => LayerState.NotCompared,
        { Layer: { Left: null } or { Right: null } } => LayerState.Alone,
        { DifferenceCount: 0 } => LayerState.Equal,
        not null => LayerState.Differs,
        null when platform.Verdict == Verdict.Reproducible => LayerState.Equal,
        null when platform.Left is null || platform.Right is null => LayerState.Alone,

        // A sequence that differs is told as such, and no layer of it is looked into.
        null => platform.Verdict == Verdict.Divergent ? LayerState.Moved : LayerState.NotCompared,
    };

    private static Digest Digest(LayerComparison layer, bool onTheLeft) => (onTheLeft ? layer.Layer.Left : layer.Layer.Right)!;

    private static string? Told(LayerComparison? compared, string? history) => compared?.Blame?.Instruction ?? history;

    private static string?[] Histories(PlatformImage image)
    {
        var makers = image.Config.History.Where(h => !h.EmptyLayer).ToArray();
        return makers.Length == image.Layers.Count
            ? [.. makers.Select(h => string.IsNullOrEmpty(h.CreatedBy) ? null : HistorySecrets.Hide(h.CreatedBy))]
            : new string?[image.Layers.Count];
    }
}
