namespace ReproBuild.Dockerfiles;

/// <summary>Turns offsets of a text into lines and columns. Only a line feed ends a line, as for BuildKit.</summary>
internal sealed class LineMap
{
    private readonly List<int> starts = [0];
    private readonly bool hasByteOrderMark;

    // The line that was asked for last: a parser goes forward, so that the next is most often the same or the one after it.
    private int recent;

    public LineMap(ReadOnlySpan<char> text)
    {
        hasByteOrderMark = text.StartsWith('\uFEFF');
        for (int start = 0; text[start..].IndexOf('\n') is >= 0 and var length;)
        {
            start += length + 1;
            starts.Add(start);
        }
    }

    public (int Line, int Column) At(int offset)
    {
        int line = LineOf(offset);
        int column = offset - starts[line] + 1;
        return (line + 1, line == 0 && hasByteOrderMark ? Math.Max(column - 1, 1) : column);
    }

    private int LineOf(int offset)
    {
        int line = recent;
        if (!Holds(line, offset) && !Holds(++line, offset))
        {
            int index = starts.BinarySearch(offset);
            line = index >= 0 ? index : ~index - 1;
        }

        return recent = line;
    }

    private bool Holds(int line, int offset) =>
        line < starts.Count && starts[line] <= offset && (line + 1 == starts.Count || offset < starts[line + 1]);

    /// <summary>The offset of a line and column, as an XML reader counts them.</summary>
    public int Offset(int line, int column) => starts[line - 1] + column - 1;

    /// <param name="start">The first character's offset.</param>
    /// <param name="end">The offset behind the last character.</param>
    public SourceSpan Span(int start, int end)
    {
        var (line, column) = At(start);
        return new SourceSpan(start, end - start, line, column, end - start > 1 ? At(end - 1).Line : line);
    }
}
