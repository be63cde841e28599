namespace ReproBuild.Causes;

/// <summary>
/// An archive that is too long for memory, in its own format: a member that is the same on both sides is empty there and has its digest in a field, and
/// all the others are as they were.
/// </summary>
/// <remarks>
/// Most of a long archive is the same on both sides. A member without a counterpart of its name stays whole: some causes know that a name is made
/// up, and find the counterpart themselves. The digests see to it that the digest of what both become depends on every byte.
/// </remarks>
internal static class Outline
{
    /// <summary>The names of the members that are the same on both sides.</summary>
    /// <param name="left">The members of the left archive.</param>
    /// <param name="right">Those of the right one.</param>
    /// <param name="nameOf">The name of a member.</param>
    /// <param name="isSame">Whether two members hold the same.</param>
    public static HashSet<string> Same<T>(IEnumerable<T> left, IEnumerable<T> right, Func<T, string> nameOf, Func<T, T, bool> isSame)
    {
        var (own, others) = (Single(left, nameOf), Single(right, nameOf));
        return own.Where(o => others.TryGetValue(o.Key, out var other) && isSame(o.Value, other)).Select(o => o.Key).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Sees to it that what is left is not too long in its turn.</summary>
    /// <param name="bytes">How many bytes of a side stay whole.</param>
    /// <exception cref="InvalidDataException">They are more than <see cref="ContentLimits.MaxBytes"/>.</exception>
    public static void CheckRoom(long bytes)
    {
        if (bytes > ContentLimits.MaxBytes) throw new InvalidDataException($"the files in it that differ are longer than {ContentLimits.MaxBytes >> 20} MiB");
    }

    // Of two members of one name nobody knows which is whose counterpart.
    private static Dictionary<string, T> Single<T>(IEnumerable<T> members, Func<T, string> nameOf) =>
        members.GroupBy(nameOf, StringComparer.Ordinal).Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
}
