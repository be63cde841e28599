namespace ReproBuild.Reporting;

/// <summary>Lists of numbers, each once.</summary>
internal sealed class NumberLists : IEqualityComparer<IReadOnlyList<int>>
{
    private readonly Distinct<IReadOnlyList<int>> _lists;

    public NumberLists() => _lists = new Distinct<IReadOnlyList<int>>(this);

    /// <summary>The lists in the order in which they were first met.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Items => _lists.Items;

    /// <summary>The place of a list, which is added where it is new.</summary>
    public int Place(IReadOnlyList<int> list) => _lists.Place(list);

    bool IEqualityComparer<IReadOnlyList<int>>.Equals(IReadOnlyList<int>? x, IReadOnlyList<int>? y) => x!.SequenceEqual(y!);

    int IEqualityComparer<IReadOnlyList<int>>.GetHashCode(IReadOnlyList<int> list)
    {
        var hash = new HashCode();
        foreach (int number in list) hash.Add(number);
        return hash.ToHashCode();
    }
}
