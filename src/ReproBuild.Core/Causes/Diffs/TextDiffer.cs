using System.Text;

namespace ReproBuild.Causes.Diffs;

/// <summary>Shows the lines in which two texts differ.</summary>
internal static class TextDiffer
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Differing lines, each with a few around it; null for what is no UTF-8 text.</summary>
    public static TextDiff? Diff(ContentPair pair, DiffRows rows, CancellationToken cancellation)
    {
        if (!MayBe(pair.Left.Span) || !MayBe(pair.Right.Span)) return null;

        var (left, right) = (Lines(pair.Left.Span), Lines(pair.Right.Span));
        var matches = LineMatcher.Match(left, right, cancellation);
        var (hunks, truncated) = HunkBuilder.Build(left, right, matches, rows);
        return hunks.Count == 0 ? null : new TextDiff(hunks) { Truncated = truncated };
    }

    private static bool MayBe(ReadOnlySpan<byte> content) =>
        content.Length <= DiffLimits.MaxTextBytes && !content.ContainsAnyInRange((byte)0, (byte)8) && !content.ContainsAnyInRange((byte)0x0E, (byte)0x1A);

    private static string[] Lines(ReadOnlySpan<byte> content)
    {
        string[] lines = Strict.GetString(content).Split('\n');

        // A last line that is not ended is not the same as one that is.
        if (lines[^1].Length == 0) return lines[..^1];
        return [.. lines, "\\ no newline at the end"];
    }
}
