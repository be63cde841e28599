using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>The differences that a diagnosis lists: the first that come, as long as there is room. What many of them have in common is held once.</summary>
internal sealed class KeptDifferences
{
    /// <summary>How much memory they may take, in bytes, their diffs aside: names and fields come from strangers, and may be of any length.</summary>
    public const long MaxBytes = 64L << 20;

    // Fields are seldom the same in more ways than one, the two times of two builds; where all are different, looking for their like is of no use.
    private const int MaxFields = 1024;

    private readonly List<KeptDifference> _kept = [];
    private readonly Dictionary<IReadOnlyList<FieldDifference>, IReadOnlyList<FieldDifference>> _fields = new(SameItems<FieldDifference>.Instance);
    private readonly Dictionary<IReadOnlyList<FindingKey>, FindingKey[]> _keys = new(SameItems<FindingKey>.Instance);
    private long _bytes;

    /// <summary>Keeps a difference, as long as there is room.</summary>
    public void Add(KeptDifference kept)
    {
        if (_kept.Count == Diagnosis.MaxDifferences || (_bytes += KeptWeight.Of(kept.Explained)) > MaxBytes) return;
        if (!_keys.TryGetValue(kept.Keys, out var keys)) _keys[kept.Keys] = keys = kept.Keys;
        _kept.Add(kept with { Explained = Shared(kept.Explained), Keys = keys });
    }

    /// <summary>The differences in the comparer's order; they are let go of here as they are given.</summary>
    /// <param name="conclude">Makes the difference of what is known of it and the places of its findings.</param>
    /// <param name="place">The place of a finding.</param>
    public IReadOnlyList<ExplainedDifference> Conclude(Func<KeptDifference, IReadOnlyList<int>, ExplainedDifference> conclude, Func<FindingKey, int> place)
    {
        var places = _keys.Values.ToDictionary(keys => keys, keys => (IReadOnlyList<int>)[.. keys.Select(place).Distinct()]);
        _kept.Sort((x, y) => x.Sequence.CompareTo(y.Sequence));
        var concluded = new ExplainedDifference[_kept.Count];
        for (int i = 0; i < concluded.Length; i++)
        {
            concluded[i] = conclude(_kept[i], places[_kept[i].Keys]);
            _kept[i] = default;
        }

        return concluded;
    }

    private ExplainedDifference Shared(ExplainedDifference explained)
    {
        var fields = explained.Difference.Fields;
        if (fields.Count == 0) return explained;
        if (_fields.TryGetValue(fields, out var known)) return explained with { Difference = explained.Difference with { Fields = known } };
        if (_fields.Count < MaxFields) _fields[fields] = fields;
        return explained;
    }
}
