using ReproBuild.Causes.Accepting;
using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>Collects the differences of one finding.</summary>
internal sealed class FindingBuilder(FindingKey key, ICause? cause)
{
    /// <summary>How many paths are kept to be shown.</summary>
    public const int MaxPaths = 5;

    private readonly PriorityQueue<(long Sequence, Difference Difference, string? Sentence), long> _first = new();
    private readonly SortedDictionary<string, long> _derived = new(StringComparer.Ordinal);
    private long _count, _bytes, _accepted, _acceptedThroughRoot;

    /// <summary>What it is about.</summary>
    public FindingKey Key { get; } = key;

    /// <summary>The cause; null for what is unexplained.</summary>
    public ICause? Cause { get; } = cause;

    /// <summary>The place of its first difference in the comparer's order.</summary>
    public long Sequence { get; private set; } = long.MaxValue;

    /// <summary>Adds a difference. They may come in any order.</summary>
    public void Add(Difference difference, string? sentence, long sequence, long bytes, AcceptanceMatch? accepted)
    {
        _count++;
        _bytes += bytes;
        if (accepted is { ThroughRoot: true }) _acceptedThroughRoot++;
        else if (accepted is not null) _accepted++;
        Sequence = Math.Min(Sequence, sequence);
        _first.Enqueue((sequence, difference, sentence), -sequence);
        if (_first.Count > MaxPaths) _first.Dequeue();
    }

    /// <summary>Takes over what follows from this cause.</summary>
    public void AddDerived(FindingBuilder derived)
    {
        AddDerived(derived.Key.CauseId, derived._count);

        // What follows from whatever else differs has no cause of its own that anybody could accept.
        if (derived.Cause is { FollowsFromAny: true } && _accepted == _count) _accepted += derived._count - derived._accepted;
        _count += derived._count;
        _bytes += derived._bytes;
        _accepted += derived._accepted + derived._acceptedThroughRoot;
        foreach (var (id, count) in derived._derived) AddDerived(id, count);
    }

    /// <summary>Counts differences that follow from this cause and are already counted here.</summary>
    public void AddDerived(string causeId, long count) => _derived[causeId] = _derived.GetValueOrDefault(causeId) + count;

    /// <summary>The finding.</summary>
    public Finding Build(CauseContext context)
    {
        var samples = _first.UnorderedItems.Select(i => i.Element).OrderBy(s => s.Sequence).ToArray();
        var (_, first, sentence) = samples[0];
        return new Finding
        {
            Cause = Cause,
            Certainty = Key.Certainty,
            Code = Key.Code,
            First = first,
            Sentence = sentence ?? (Cause as DifferenceCause)?.Describe(first) ?? DifferenceText.Line(first, new ComparisonWords()),
            Remedy = Cause?.RemedyFor(new RemedyContext(first, context.Origin)),
            Count = _count,
            Bytes = _bytes,
            Paths = [.. samples.Select(s => s.Difference.Path).OfType<string>().Select(ImagePath.Clean).Distinct()],
            Derived = _derived,
            Accepted = _accepted,
            Origin = Key.Origin,
        };
    }
}
