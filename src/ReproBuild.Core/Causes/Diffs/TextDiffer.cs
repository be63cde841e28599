using System.Text;
using System.Text.Unicode;

namespace ReproBuild.Causes.Diffs;

/// <summary>Shows the lines in which two texts differ.</summary>
internal static class TextDiffer
{
    /// <summary>Differing lines, each with a few around it; null for what is no UTF-8 text.</summary>
    public static TextDiff? Diff(ContentPair pair, DiffRows rows, CancellationToken cancellation)
    {
        if (!MayBe(pair.Left.Span) || !MayBe(pair.Right.Span)) return null;

        int start = TextWindow.Start(pair.Left.Span, pair.Right.Span);
        int leftEnd = TextWindow.End(pair.Left.Span, start), rightEnd = TextWindow.End(pair.Right.Span, start);
        var (left, right) = (Lines(pair.Left.Span, start, leftEnd), Lines(pair.Right.Span, start, rightEnd));
        var matches = LineMatcher.Match(left, right, cancellation);
        var (hunks, truncated) = HunkBuilder.Build(left, right, matches, rows);
        if (hunks.Count == 0) return null;

        // What comes before the window is the same on both sides.
        int before = pair.Left.Span[..start].Count((byte)'\n');
        bool cut = leftEnd < pair.Left.Length || rightEnd < pair.Right.Length;
        return new TextDiff([.. hunks.Select(h => h with { LeftLine = h.LeftLine + before, RightLine = h.RightLine + before })]) { Truncated = truncated || cut };
    }

    private static bool MayBe(ReadOnlySpan<byte> content) =>
        !content.ContainsAnyInRange((byte)0, (byte)8) && !content.ContainsAnyInRange((byte)0x0E, (byte)0x1A) && Utf8.IsValid(content);

    private static string[] Lines(ReadOnlySpan<byte> content, int start, int end)
    {
        string[] lines = Encoding.UTF8.GetString(content[start..end]).Split('\n');
        if (lines[^1].Length == 0) return lines[..^1];

        // A last line that is not ended is not the same as one that is.
        return end < content.Length ? lines : [.. lines, "\\ no newline at the end"];
    }
}
