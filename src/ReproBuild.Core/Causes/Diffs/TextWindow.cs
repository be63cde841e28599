namespace ReproBuild.Causes.Diffs;

/// <summary>Finds the part of two texts whose lines are worth to be matched.</summary>
internal static class TextWindow
{
    // Of a line that fills a window, this much is shown before the difference.
    private const int BeforeInLine = 256;

    /// <summary>Where it begins on both sides: a few lines before the first difference.</summary>
    public static int Start(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int difference = left.CommonPrefixLength(right), start = difference;
        for (int i = 0; i <= DiffLimits.ContextLines && start >= 0; i++) start = left[..start].LastIndexOf((byte)'\n');
        start++;
        return difference - start <= DiffLimits.MaxTextBytes / 2 ? start : Boundary(left, difference - BeforeInLine);
    }

    /// <summary>Where it ends on one side.</summary>
    public static int End(ReadOnlySpan<byte> content, int start) =>
        content.Length - start <= DiffLimits.MaxTextBytes ? content.Length : Boundary(content, start + DiffLimits.MaxTextBytes);

    // Never through the middle of a character.
    private static int Boundary(ReadOnlySpan<byte> content, int at)
    {
        while (at > 0 && (content[at] & 0xC0) == 0x80) at--;
        return at;
    }
}
