namespace ReproBuild.Dockerfiles;

/// <summary>One instruction's lines joined at their continuations, each character knowing where in the file it stands.</summary>
internal sealed class LogicalLine(LineMap map, string source)
{
    // Most instructions are one line, which needs no joining: it is read in the file's own text.
    private int first;
    private int length;
    private List<(int Logical, int Offset)>? parts;
    private string? joined;

    /// <summary>A text with the line in it, from <see cref="Start"/> to <see cref="End"/>; all places of the line count in it.</summary>
    public string Text => parts is null ? source : joined ??= string.Create(length, this, static (text, line) => line.Join(text));

    public int Start => parts is null ? first : 0;

    public int End => Start + length;

    /// <summary>The line by itself.</summary>
    public override string ToString() => parts is null ? source.Substring(first, length) : Text;

    public void Append(int start, int end)
    {
        if (end <= start) return;
        if (length == 0) first = start;
        else (parts ??= [(0, first)]).Add((length, start));

        length += end - start;
        joined = null;
    }

    /// <summary>Where in the file a stretch of <see cref="Text"/> stands; continuations and comments between are inside.</summary>
    public SourceSpan Span(int start, int end) =>
        end > start ? map.Span(OffsetAt(start), OffsetAt(end - 1) + 1) : map.Span(OffsetOfEnd(start), OffsetOfEnd(start));

    /// <summary>The place in <see cref="Text"/> of a character of the file that is part of it.</summary>
    public int Find(int offset) => PartAt(offset, static part => part.Offset) is var (logical, start) ? logical + (offset - start) : offset;

    /// <summary>Where in the file a character of <see cref="Text"/> stands.</summary>
    public int OffsetAt(int logical) => PartAt(logical, static part => part.Logical) is var (start, offset) ? offset + (logical - start) : logical;

    // An empty stretch at the end stands behind the last character, not at the start of a part that is not there.
    private int OffsetOfEnd(int logical) => logical == Start ? parts is null ? first : parts[0].Offset : OffsetAt(logical - 1) + 1;

    /// <returns>The last part that starts at or before a place; null where there is one only.</returns>
    private (int Logical, int Offset)? PartAt(int place, Func<(int Logical, int Offset), int> start)
    {
        if (parts is null) return null;

        int low = 0, high = parts.Count;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (start(parts[middle]) <= place) low = middle;
            else high = middle;
        }

        return parts[low];
    }

    private void Join(Span<char> text)
    {
        for (int i = 0; i < parts!.Count; i++)
        {
            var (from, offset) = parts[i];
            int to = i + 1 < parts.Count ? parts[i + 1].Logical : length;
            source.AsSpan(offset, to - from).CopyTo(text[from..]);
        }
    }
}
