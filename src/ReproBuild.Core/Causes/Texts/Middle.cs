namespace ReproBuild.Causes.Texts;

/// <summary>What lies between the common beginning and the common end of two contents, with some of both around it.</summary>
/// <param name="Start">Where it begins, the same on both sides.</param>
/// <param name="Left">Its length on the left.</param>
/// <param name="Right">Its length on the right.</param>
internal readonly record struct Middle(int Start, int Left, int Right)
{
    // A token that differs may begin before the first differing byte; none is longer than this.
    private const int Margin = 512;

    public static Middle Of(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int start = left.CommonPrefixLength(right), shorter = Math.Min(left.Length, right.Length);
        int end = 0;
        while (end < shorter - start && left[^(end + 1)] == right[^(end + 1)]) end++;
        int from = Math.Max(0, start - Margin), behind = Math.Max(0, end - Margin);
        return new Middle(from, left.Length - behind - from, right.Length - behind - from);
    }
}
