using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>How many bytes a difference is about, so that small matters look small in a report.</summary>
internal static class Weight
{
    /// <summary>What the fields of a difference hold, the longer side of each.</summary>
    public static long Of(Difference difference)
    {
        long sum = 0;
        for (int i = 0; i < difference.Fields.Count; i++)
            sum += Math.Max(difference.Fields[i].Left?.Length ?? 0, difference.Fields[i].Right?.Length ?? 0);
        if (difference.Content is { } content) sum += Math.Max(content.LeftSize, content.RightSize) - Math.Min(content.Offset ?? 0, Math.Min(content.LeftSize, content.RightSize));
        return sum;
    }

    /// <summary>What lies between the common beginning and the common end of two contents, the longer side.</summary>
    public static long Of(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int start = left.CommonPrefixLength(right);
        left = left[start..];
        right = right[start..];
        int end = 0, shorter = Math.Min(left.Length, right.Length);
        while (end < shorter && left[^(end + 1)] == right[^(end + 1)]) end++;
        return Math.Max(left.Length, right.Length) - end;
    }
}
