using System.Text;

namespace ReproBuild.Dockerfiles;

/// <summary>One instruction's lines joined at their continuations, each character knowing where in the file it stands.</summary>
internal sealed class LogicalLine(LineMap map)
{
    private readonly List<int> logicalStarts = new(1);
    private readonly List<int> offsets = new(1);
    private StringBuilder? builder;
    private string? text;

    public string Text => text ??= builder?.ToString() ?? "";

    public void Append(string source, int start, int end)
    {
        if (end <= start) return;
        offsets.Add(start);
        if (offsets.Count == 1)
        {
            // Most instructions are one line, which needs no joining.
            logicalStarts.Add(0);
            text = source[start..end];
            return;
        }

        builder ??= new StringBuilder(text);
        logicalStarts.Add(builder.Length);
        builder.Append(source, start, end - start);
        text = null;
    }

    /// <summary>Where in the file a stretch of <see cref="Text"/> stands; continuations and comments between are inside.</summary>
    public SourceSpan Span(int start, int end) =>
        end > start ? map.Span(OffsetAt(start), OffsetAt(end - 1) + 1) : map.Span(OffsetOfEnd(start), OffsetOfEnd(start));

    /// <summary>The place in <see cref="Text"/> of a character of the file that is part of it.</summary>
    public int Find(int offset)
    {
        int index = offsets.BinarySearch(offset);
        if (index < 0) index = ~index - 1;
        return logicalStarts[index] + (offset - offsets[index]);
    }

    /// <summary>Where in the file a character of <see cref="Text"/> stands.</summary>
    public int OffsetAt(int logical)
    {
        if (offsets.Count == 1) return offsets[0] + logical;

        int index = logicalStarts.BinarySearch(logical);
        if (index < 0) index = ~index - 1;
        return offsets[index] + (logical - logicalStarts[index]);
    }

    // An empty stretch at the end stands behind the last character, not at the start of a segment that is not there.
    private int OffsetOfEnd(int logical) =>
        logicalStarts.Count == 0 ? 0 : logical == 0 ? offsets[0] : OffsetAt(logical - 1) + 1;
}
