using ReproBuild.Diagnostics;

namespace ReproBuild.Archives;

/// <summary>The map of sparse format 1.0: a count, then as many pairs, each a decimal number and a newline.</summary>
internal sealed class SparseMapText
{
    private long? _pairs, _offset;
    private long _number;
    private int _digits;

    public List<SparseSegment> Map { get; } = [];

    public bool IsComplete => Map.Count == _pairs;

    public void Add(ReadOnlySpan<byte> block, Func<string, ReproException> error)
    {
        foreach (byte c in block)
        {
            if (IsComplete) return;
            if (c == '\n' && _digits > 0) EndNumber();
            else if (c is >= (byte)'0' and <= (byte)'9' && ++_digits <= 18) _number = _number * 10 + (c - '0');
            else throw error("a sparse map is not made of decimal lines");
        }
    }

    private void EndNumber()
    {
        if (_pairs is null) _pairs = _number <= Limits.MaxSparseSegments
            ? _number
            : throw Limits.Exceeded(nameof(Limits.MaxSparseSegments), Limits.MaxSparseSegments, $"A sparse file has {_number} pieces");
        else if (_offset is not { } offset) _offset = _number;
        else
        {
            SparseMapParser.Add(Map, offset, _number);
            _offset = null;
        }
        (_number, _digits) = (0, 0);
    }
}
