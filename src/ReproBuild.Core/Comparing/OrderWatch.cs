using System.Globalization;
using ReproBuild.Archives;

namespace ReproBuild.Comparing;

/// <summary>Finds out whether the entries that both sides have stand in one order, ignoring those that one side alone has.</summary>
internal sealed class OrderWatch
{
    private long _lastLeft = -1;
    private long _lastRight = -1;
    private string? _path;
    private long _left;
    private long _right;
    private long _moved;

    /// <summary>The difference in order, with the first entry that shows it; null while there is none.</summary>
    public Difference? First => _path is null ? null : new Difference(DifferenceKind.EntryOrder)
    {
        Path = _path,
        Fields = [new(_moved == 1 ? "place" : $"place of the first of {_moved} moved entries", Text(_left + 1), Text(_right + 1))],
    };

    /// <summary>Two entries were found to belong together.</summary>
    /// <param name="left">The place on the left, from 0.</param>
    /// <param name="right">The place on the right, from 0.</param>
    /// <param name="entry">One of the two.</param>
    public void Met(long left, long right, TarEntry entry)
    {
        // One of the two stands at the front of its side, so all that met before lies behind it there. A pair that stands
        // behind an earlier one on the other side crosses it.
        if (left < _lastLeft || right < _lastRight)
        {
            _moved++;
            if (_path is null) (_path, _left, _right) = (entry.Path, left, right);
        }

        _lastLeft = Math.Max(_lastLeft, left);
        _lastRight = Math.Max(_lastRight, right);
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
