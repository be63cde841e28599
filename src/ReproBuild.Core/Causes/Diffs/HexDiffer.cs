namespace ReproBuild.Causes.Diffs;

/// <summary>Shows differing bytes, 16 in a row.</summary>
internal static class HexDiffer
{
    private const int Width = 16;

    /// <summary>The rows that differ, each with the row before and after it.</summary>
    public static HexDiff Diff(ContentPair pair, DiffRows rows)
    {
        var (left, right) = (pair.Left, pair.Right);
        int count = (Math.Max(left.Length, right.Length) + Width - 1) / Width;
        var kept = new List<HexRow>();
        bool truncated = false;
        int shown = -1;

        // The longest run of equal bytes is passed in one step.
        for (int row = left.Span.CommonPrefixLength(right.Span) / Width; row < count; row++)
        {
            if (Row(left, row).Span.SequenceEqual(Row(right, row).Span)) continue;

            for (int around = Math.Max(shown + 1, row - 1); around <= Math.Min(row + 1, count - 1); around++)
            {
                truncated = kept.Count >= DiffLimits.MaxHexRows || !rows.Take();
                if (truncated) break;

                // A copy, so that no report keeps the file in memory.
                kept.Add(new HexRow((long)around * Width, Row(left, around).ToArray(), Row(right, around).ToArray()));
                shown = around;
            }

            if (truncated) break;
        }

        return new HexDiff(kept) { Truncated = truncated };
    }

    private static ReadOnlyMemory<byte> Row(ReadOnlyMemory<byte> content, int row)
    {
        int start = Math.Min(row * Width, content.Length);
        return content.Slice(start, Math.Min(Width, content.Length - start));
    }
}
