namespace ReproBuild.Reporting;

/// <summary>Values, each once, by the places at which they were first met.</summary>
internal sealed class Distinct<T>(IEqualityComparer<T> comparer) where T : notnull
{
    private readonly Dictionary<T, int> _places = new(comparer);
    private readonly List<T> _items = [];

    /// <summary>The values in their order.</summary>
    public IReadOnlyList<T> Items => _items;

    /// <summary>The place of a value, which is added where it is new.</summary>
    public int Place(T value)
    {
        if (_places.TryGetValue(value, out int place)) return place;
        _items.Add(value);
        return _places[value] = _items.Count - 1;
    }
}
