using System.Globalization;
using ReproBuild.Archives;
using ReproBuild.Dockerfiles;
using ReproBuild.Images;

namespace ReproBuild.Comparing;

/// <summary>Tells which instruction made a layer: by the image's history, and by the Dockerfile where the two agree in their text.</summary>
internal sealed class InstructionBlamer
{
    private readonly IReadOnlyList<HistoryEntry> _history;
    private readonly int[] _historyOfLayer;
    private readonly Instruction?[] _instructions;
    private readonly string? _file;

    public InstructionBlamer(PlatformImage image, ComparerOptions options)
    {
        _history = image.Config.History;
        _file = options.Dockerfile?.Path;
        _instructions = options.Dockerfile is { } dockerfile
            ? HistoryAligner.Align(_history, dockerfile, options.Target)
            : new Instruction?[_history.Count];
        int[] withLayer = [.. Enumerable.Range(0, _history.Count).Where(i => !_history[i].EmptyLayer)];

        // A history that tells of another number of layers tells of none: nobody knows which it left out.
        _historyOfLayer = withLayer.Length == image.Layers.Count ? withLayer : [];
        Histories = [.. Enumerable.Range(0, image.Layers.Count).Select(i => _historyOfLayer.Length > 0 ? _history[_historyOfLayer[i]].CreatedBy : null)];
    }

    /// <summary>What the history says of each layer; null where it says nothing.</summary>
    public IReadOnlyList<string?> Histories { get; }

    /// <summary>The instruction behind a layer.</summary>
    /// <param name="index">The layer's place, from 0.</param>
    public InstructionBlame? OfLayer(int index)
    {
        if (_historyOfLayer.Length == 0) return null;

        // buildah without --layers puts a whole stage into one layer, under the name of its last instruction; which of the
        // instructions wrote a file cannot be known.
        int last = _historyOfLayer[index];
        int first = index == 0 ? 0 : _historyOfLayer[index - 1] + 1;
        int[] makers = [.. Enumerable.Range(first, last - first + 1).Where(i => i < last && HistoryText.MakesContent(_history[i]))];
        if (makers.Length == 0) return OfHistory(last);
        return makers is [var one] && !HistoryText.MakesContent(_history[last])
            ? OfHistory(one)
            : new InstructionBlame($"one of {makers.Length + (HistoryText.MakesContent(_history[last]) ? 1 : 0)} instructions in one layer, up to {HistorySecrets.Hide(_history[last].CreatedBy ?? "")}");
    }

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

    private InstructionBlame? OfHistory(int index)
    {
        if (_instructions[index] is { } instruction) return new InstructionBlame(instruction.LogicalText, _file, instruction.Line, instruction.Column);
        return _history[index].CreatedBy is { Length: > 0 } text ? new InstructionBlame(HistorySecrets.Hide(text)) : null;
    }
}
