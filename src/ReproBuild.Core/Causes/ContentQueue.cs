using ReproBuild.Comparing;
using ReproBuild.Images;

namespace ReproBuild.Causes;

/// <summary>The differing contents that are to be read again, layer by layer.</summary>
internal sealed class ContentQueue
{
    private readonly Dictionary<(Platform?, LayerPair), QueuedLayer> _layers = [];
    private readonly List<QueuedLayer> _inOrder = [];
    private long _count, _bytes;

    /// <summary>The layers in the order of the comparer.</summary>
    public IReadOnlyList<QueuedLayer> Layers => _inOrder;

    /// <summary>Adds a difference of contents.</summary>
    /// <returns>False where it cannot be found again, and so stays unexplained.</returns>
    public bool Add(Difference difference, long sequence)
    {
        var key = (difference.Platform, difference.Layer!);
        if (!_layers.TryGetValue(key, out var layer))
        {
            _layers[key] = layer = new QueuedLayer(difference);
            _inOrder.Add(layer);
        }

        // A million differences as objects would be too many; of those that no report will show, the path's hash is enough.
        _bytes += KeptWeight.Of(difference);
        return layer.Add(difference, sequence, keep: ++_count <= Diagnosis.MaxDifferences && _bytes <= KeptDifferences.MaxBytes);
    }
}
