namespace ReproBuild.Causes;

/// <summary>Takes lists with the same items in the same order for one.</summary>
internal sealed class SameItems<T> : IEqualityComparer<IReadOnlyList<T>>
{
    public static SameItems<T> Instance { get; } = new();

    public bool Equals(IReadOnlyList<T>? x, IReadOnlyList<T>? y) => ReferenceEquals(x, y) || (x is not null && y is not null && x.SequenceEqual(y));

    public int GetHashCode(IReadOnlyList<T> list)
    {
        var hash = new HashCode();
        for (int i = 0; i < list.Count; i++) hash.Add(list[i]);
        return hash.ToHashCode();
    }
}
