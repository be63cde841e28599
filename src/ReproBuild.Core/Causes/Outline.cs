namespace ReproBuild.Causes;

/// <summary>
/// An archive that is too long for memory, in its own format: a member that is the same on both sides, or has no counterpart, is empty there and has its
/// digest in a field, and what differs is as it was.
/// </summary>
/// <remarks>
/// Most of a long archive is the same on both sides. Two outlines are equal in all but their noise only where the archives are: the digests stand in
/// fields that are no noise, where no cause looks for anything.
/// </remarks>
internal static class Outline
{
    /// <summary>The names of the members that are to be there as they are.</summary>
    /// <param name="left">The members of the left archive.</param>
    /// <param name="right">Those of the right one.</param>
    /// <param name="nameOf">The name of a member.</param>
    /// <param name="isSame">Whether two members hold the same.</param>
    public static HashSet<string> Differing<T>(IEnumerable<T> left, IEnumerable<T> right, Func<T, string> nameOf, Func<T, T, bool> isSame)
    {
        var (own, others) = (Single(left, nameOf), Single(right, nameOf));
        return own.Where(o => others.TryGetValue(o.Key, out var other) && !isSame(o.Value, other)).Select(o => o.Key).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Sees to it that what differs is not too long in its turn.</summary>
    /// <param name="bytes">How many bytes of a side differ.</param>
    /// <exception cref="InvalidDataException">They are more than <see cref="ContentLimits.MaxBytes"/>.</exception>
    public static void CheckRoom(long bytes)
    {
        if (bytes > ContentLimits.MaxBytes) throw new InvalidDataException($"the files in it that differ are longer than {ContentLimits.MaxBytes >> 20} MiB");
    }

    // Of two members of one name nobody knows which is whose counterpart.
    private static Dictionary<string, T> Single<T>(IEnumerable<T> members, Func<T, string> nameOf) =>
        members.GroupBy(nameOf, StringComparer.Ordinal).Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
}
