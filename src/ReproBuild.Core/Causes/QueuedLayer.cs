using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>The differing contents of one pair of layers, and what was learnt of them by the one side until the other is read.</summary>
/// <remarks>There may be a million: each is a slot of a table and a few numbers, and of most not even the path is kept.</remarks>
/// <param name="first">One of its differences, for what all have in common.</param>
internal sealed class QueuedLayer(Difference first)
{
    private const int Taken = -1;

    private readonly PathNumbers _byPath = new();
    private readonly List<long> _sequences = [];
    private readonly List<Difference> _kept = [];

    /// <summary>What all of them have in common: platform, layer, blame.</summary>
    public Difference Common { get; } = first with { Path = null, Content = null };

    /// <summary>How many there are, those that were taken included.</summary>
    public int Count => _sequences.Count;

    /// <summary>Adds one.</summary>
    /// <param name="difference">The difference.</param>
    /// <param name="sequence">Its place in the comparer's order.</param>
    /// <param name="keep">Whether it is to be as it is, and not only what a second reading can tell of it; never again once it was not.</param>
    /// <returns>
    /// False where its path is there already, since of two entries with one path one alone can be found again, and where the path is no UTF-8, since
    /// others may look like it.
    /// </returns>
    public bool Add(Difference difference, long sequence, bool keep)
    {
        ulong key = PathNumbers.Key(difference.Path!);
        if (difference.Path!.Contains('\uFFFD', StringComparison.Ordinal) || _byPath[key] is not null) return false;
        _byPath.Set(key, _sequences.Count);
        if (keep && _kept.Count == _sequences.Count) _kept.Add(difference);
        _sequences.Add(sequence);
        return true;
    }

    /// <summary>The number of the difference at a path; null where the content there does not differ.</summary>
    /// <param name="path">The path, as the tar gives it.</param>
    public int? NumberOf(string path) => _byPath[path];

    /// <summary>Takes a difference out, so that what is left at the end was not found again.</summary>
    public (long Sequence, Difference Difference) Take(int number, string path, long leftSize, long rightSize)
    {
        var found = (_sequences[number], number < _kept.Count ? _kept[number] : Common with { Path = path, Content = new ContentDifference(leftSize, rightSize, null, null, null) });
        _sequences[number] = Taken;
        if (number < _kept.Count) _kept[number] = Common;
        return found;
    }

    /// <summary>What was not found again.</summary>
    public IEnumerable<(long Sequence, Difference Difference)> Left =>
        _sequences.Index().Where(s => s.Item != Taken).Select(s => (s.Item, s.Index < _kept.Count ? _kept[s.Index] : Common with { Path = "?" }));
}
