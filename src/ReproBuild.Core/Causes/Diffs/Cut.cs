namespace ReproBuild.Causes.Diffs;

/// <summary>Cuts long values so that what differs is still to be seen.</summary>
internal static class Cut
{
    private const int Before = 60;

    /// <summary>Both values, at most <see cref="DiffLimits.MaxCharacters"/> each; of longer ones what surrounds the first difference.</summary>
    public static (string? Left, string? Right) Both(string? left, string? right)
    {
        if (!IsLong(left) && !IsLong(right)) return (left, right);

        int start = left is null || right is null || left == right ? 0 : Math.Max(0, left.AsSpan().CommonPrefixLength(right) - Before);
        return (From(left, start), From(right, start));
    }

    /// <summary>One value's beginning.</summary>
    public static string One(string value) => IsLong(value) ? From(value, 0)! : value;

    private static bool IsLong(string? value) => value?.Length > DiffLimits.MaxCharacters;

    private static string? From(string? value, int start)
    {
        if (value is null) return null;

        start = Math.Min(start, value.Length);
        int end = Math.Min(value.Length, start + DiffLimits.MaxCharacters);

        // Never through the middle of a character.
        if (start > 0 && start < value.Length && char.IsLowSurrogate(value[start])) start++;
        if (end < value.Length && end > start && char.IsHighSurrogate(value[end - 1])) end--;
        return $"{(start > 0 ? "…" : "")}{value.AsSpan(start, end - start)}{(end < value.Length ? "…" : "")}";
    }
}
