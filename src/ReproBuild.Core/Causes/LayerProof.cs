using ReproBuild.Archives;
using ReproBuild.Comparing;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Causes;

/// <summary>Reads the layers of differences whose cause only the rest of the layer can prove.</summary>
internal sealed class LayerProof(ImageArchive left, ImageArchive right)
{
    // Every entry of every earlier layer is held against each.
    private const int MaxFolders = 200;

    private readonly Dictionary<(Platform?, LayerPair), List<(ExplainedDifference Explained, long Sequence)>> _layers = [];
    private long _count;

    /// <summary>Takes a difference that needs such a proof.</summary>
    /// <returns>False where it needs none, or where there are too many already.</returns>
    public bool TryAdd(ExplainedDifference explained, long sequence)
    {
        if (CauseOf(explained) is null || explained.Difference.Layer is not { } layer || ++_count > Diagnosis.MaxDifferences) return false;

        var key = (explained.Difference.Platform, layer);
        if (!_layers.TryGetValue(key, out var waiting)) _layers[key] = waiting = [];
        waiting.Add((explained, sequence));
        return true;
    }

    /// <summary>Judges all that was taken.</summary>
    /// <param name="add">Takes each with its judgement.</param>
    /// <param name="cancellation">Ends it.</param>
    public void Run(Action<ExplainedDifference, long> add, CancellationToken cancellation)
    {
        foreach (var ((platform, layer), waiting) in _layers)
        {
            var wanted = waiting.SelectMany(w => CauseOf(w.Explained)!.Wants(w.Explained.Difference)).ToHashSet(StringComparer.Ordinal);
            try
            {
                string[] folders = [.. waiting.SelectMany(w => CauseOf(w.Explained)!.WantsEarlier(w.Explained.Difference)).Distinct()];
                var (l, r) = (Read(left, platform, layer.Left, wanted, folders, cancellation), Read(right, platform, layer.Right, wanted, folders, cancellation));
                for (int i = 0; i < waiting.Count; i++) waiting[i] = (Judged(waiting[i].Explained, l, r), waiting[i].Sequence);
            }
            catch (ReproException)
            {
                // The comparison has told of it, where it bears on the verdict; what was suspected stays suspected.
            }

            foreach (var (explained, sequence) in waiting) add(explained, sequence);
        }
    }

    private static IProvenByLayer? CauseOf(ExplainedDifference explained) =>
        explained is { Certainty: Certainty.Suspected, Claims: [.., { Cause: IProvenByLayer cause }] } ? cause : null;

    private static ExplainedDifference Judged(ExplainedDifference explained, LayerFacts left, LayerFacts right)
    {
        var certainty = CauseOf(explained)!.Judge(explained.Difference, left, right);
        return explained with { Certainty = certainty, Claims = certainty == Certainty.Unexplained ? [] : explained.Claims };
    }

    private static LayerFacts Read(
        ImageArchive archive, Platform? platform, Digest? digest, HashSet<string> wanted, string[] folders, CancellationToken cancellation)
    {
        if (digest is null) return LayerFacts.Nothing;
        var image = archive.Images.Where(i => i.Platform == platform).Concat(archive.Images).First(i => i.Layers.Any(l => l.Blob.Digest == digest));
        var layer = image.Layers.Last(l => l.Blob.Digest == digest);
        LayerReader Open(ImageLayer one) => LayerReader.Open(archive, one, cancellation, checkDiffId: false);
        var inEarlier = folders.Length is 0 or > MaxFolders ? null
            : EarlierFolders.Read(image.Layers.Take(layer.Index).Select(below => (Func<LayerReader>)(() => Open(below))), folders, cancellation);
        return Read(layer, [.. image.Layers.Take(layer.Index).Reverse().Select(below => new Lazy<LayerFacts>(() => Read(below, [])))], inEarlier);

        LayerFacts Read(ImageLayer one, IReadOnlyList<Lazy<LayerFacts>> below, EarlierFolders? inFolders = null)
        {
            using var reader = Open(one);
            return LayerFacts.Read(reader, wanted, below, inFolders, cancellation);
        }
    }
}
