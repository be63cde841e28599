using ReproBuild.Causes;

namespace ReproBuild.Reporting;

/// <summary>Lists of numbers, each once.</summary>
internal sealed class NumberLists
{
    private readonly Distinct<IReadOnlyList<int>> _lists = new(SameItems<int>.Instance);

    /// <summary>The lists in the order in which they were first met.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Items => _lists.Items;

    /// <summary>The place of a list, which is added where it is new.</summary>
    public int Place(IReadOnlyList<int> list) => _lists.Place(list);
}
