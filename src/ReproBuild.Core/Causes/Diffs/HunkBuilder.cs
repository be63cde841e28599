namespace ReproBuild.Causes.Diffs;

/// <summary>Gathers differing lines and those around them.</summary>
internal sealed class HunkBuilder(string[] left, string[] right, DiffRows rows)
{
    private readonly List<TextHunk> _hunks = [];
    private List<TextDiffLine> _lines = [];
    private (int Left, int Right) _start, _shown;
    private bool _truncated;

    /// <summary>The hunks of two texts.</summary>
    /// <param name="left">The left lines.</param>
    /// <param name="right">The right lines.</param>
    /// <param name="matches">Pairs of equal lines, ascending.</param>
    /// <param name="rows">The rows that may be taken.</param>
    public static (IReadOnlyList<TextHunk> Hunks, bool Truncated) Build(string[] left, string[] right, List<(int Left, int Right)> matches, DiffRows rows)
    {
        var builder = new HunkBuilder(left, right, rows);
        var at = (Left: 0, Right: 0);
        foreach (var match in matches.Append((left.Length, right.Length)))
        {
            if (match.Item1 > at.Left || match.Item2 > at.Right) builder.Add(at, match);
            if (builder._truncated) break;
            at = (match.Item1 + 1, match.Item2 + 1);
        }

        builder.Close();
        return (builder._hunks, builder._truncated);
    }

    private void Add((int Left, int Right) from, (int Left, int Right) to)
    {
        // Between two blocks both sides have the same number of lines.
        if (_lines.Count > 0 && from.Left - _shown.Left > 2 * DiffLimits.ContextLines) Close();
        int before = _lines.Count > 0 ? from.Left - _shown.Left : Math.Min(DiffLimits.ContextLines, Math.Min(from.Left - _shown.Left, from.Right - _shown.Right));
        if (_lines.Count == 0) _start = (from.Left - before, from.Right - before);
        for (int i = before; i > 0; i--) Put(left[from.Left - i], right[from.Right - i]);
        for (int i = 0; i < Math.Max(to.Left - from.Left, to.Right - from.Right); i++)
            Put(from.Left + i < to.Left ? left[from.Left + i] : null, from.Right + i < to.Right ? right[from.Right + i] : null);
        _shown = to;
    }

    private void Close()
    {
        if (_lines.Count == 0) return;

        for (int i = 0; i < DiffLimits.ContextLines && _shown.Left < left.Length && _shown.Right < right.Length && !_truncated; i++)
        {
            if (left[_shown.Left] != right[_shown.Right]) break;
            Put(left[_shown.Left], right[_shown.Right]);
            _shown = (_shown.Left + 1, _shown.Right + 1);
        }

        _hunks.Add(new TextHunk(_start.Left + 1, _start.Right + 1, _lines));
        _lines = [];
    }

    private void Put(string? leftLine, string? rightLine)
    {
        if (_truncated) return;
        if (!rows.Take())
        {
            _truncated = true;
            return;
        }

        var (l, r) = Cut.Both(leftLine, rightLine);
        _lines.Add(new TextDiffLine(l, r));
    }
}
