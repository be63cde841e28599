using System.Globalization;
using ReproBuild.Archives;
using ReproBuild.Images;

namespace ReproBuild.Comparing;

/// <summary>Tells which instruction made a layer.</summary>
internal sealed class InstructionBlamer
{
    private readonly IReadOnlyList<HistoryEntry> _history;
    private readonly int[] _historyOfLayer;

    public InstructionBlamer(PlatformImage image)
    {
        _history = image.Config.History;
        int[] withLayer = [.. Enumerable.Range(0, _history.Count).Where(i => !_history[i].EmptyLayer)];

        // A history that tells of another number of layers tells of none: nobody knows which it left out.
        _historyOfLayer = withLayer.Length == image.Layers.Count ? withLayer : [];
        Histories = [.. Enumerable.Range(0, image.Layers.Count).Select(i => _historyOfLayer.Length > 0 ? _history[_historyOfLayer[i]].CreatedBy : null)];
    }

    /// <summary>What the history says of each layer; null where it says nothing.</summary>
    public IReadOnlyList<string?> Histories { get; }

    /// <summary>The instruction behind a layer.</summary>
    /// <param name="index">The layer's place, from 0.</param>
    public InstructionBlame? OfLayer(int index) => _historyOfLayer.Length > 0 ? OfHistory(_historyOfLayer[index]) : null;

    /// <summary>The instruction behind a field of the configuration, where the field belongs to the history.</summary>
    /// <param name="path">The field's JSON path.</param>
    public InstructionBlame? OfField(string path)
    {
        const string start = "$.history[";
        int end = path.IndexOf(']', StringComparison.Ordinal);
        return path.StartsWith(start, StringComparison.Ordinal)
            && int.TryParse(path.AsSpan(start.Length, end - start.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && index < _history.Count
            ? OfHistory(index)
            : null;
    }

    private InstructionBlame? OfHistory(int index) => _history[index].CreatedBy is { Length: > 0 } text ? new InstructionBlame(text) : null;
}
