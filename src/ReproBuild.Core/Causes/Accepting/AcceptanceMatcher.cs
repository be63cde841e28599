using ReproBuild.Comparing;

namespace ReproBuild.Causes.Accepting;

/// <summary>Finds who accepts a difference, and remembers which entries were needed. For one thread at a time.</summary>
internal sealed class AcceptanceMatcher(AcceptanceSet set)
{
    private readonly (Acceptance Entry, PathPattern? Path)[] _entries = [.. set.InForce.Select(a => (a, a.Path is null ? null : new PathPattern(a.Path)))];
    private readonly HashSet<Acceptance> _used = new(ReferenceEqualityComparer.Instance);

    /// <summary>What has expired.</summary>
    public IReadOnlyList<Acceptance> Expired => set.Expired;

    /// <summary>What accepted nothing.</summary>
    public IReadOnlyList<Acceptance> Unused => [.. _entries.Select(e => e.Entry).Where(e => !_used.Contains(e))];

    /// <summary>Who accepts a difference: every root cause of it must be accepted, and what is not proven by an entry for the unexplained.</summary>
    /// <param name="explained">The difference.</param>
    /// <param name="roots">Its root causes.</param>
    /// <returns>The first entry that was needed; null where nothing accepts it.</returns>
    public AcceptanceMatch? Find(ExplainedDifference explained, IReadOnlyList<Claim> roots)
    {
        // What no verdict depends on needs nobody's consent, and of an image that was compared with nothing nobody knows what there is to accept.
        if (_entries.Length == 0 || explained.Difference.Kind is DifferenceKind.IndexField or DifferenceKind.PlatformMissing) return null;

        var needed = new List<Acceptance>();
        string? path = explained.Difference.Path;

        // A suspicion leaves something that nobody knows; its cause's name must not cover that.
        bool suspected = explained is { Certainty: Certainty.Suspected, UnexplainedFields.Count: 0 };
        if (!suspected)
        {
            foreach (var claim in roots.Where(c => !c.IsDoubtful))
            {
                if (Find(claim.Cause.Id, path) is { } entry) needed.Add(entry);
                else if (roots.Count == 1 && explained.Certainty == Certainty.Proven && claim.Cause.DerivedFrom.Select(id => Find(id, path)).FirstOrDefault(a => a is not null) is { } through)
                    return new AcceptanceMatch(through, ThroughRoot: true);
                else return null;
            }
        }

        if (explained.Certainty != Certainty.Proven)
        {
            if (Find(AcceptanceSet.Unexplained, path) is not { } entry) return null;
            needed.Add(entry);
        }

        foreach (var entry in needed) _used.Add(entry);
        return new AcceptanceMatch(needed[0], ThroughRoot: false);
    }

    /// <summary>Remembers that an entry was needed.</summary>
    public void Use(Acceptance entry) => _used.Add(entry);

    private Acceptance? Find(string cause, string? path)
    {
        foreach (var (entry, pattern) in _entries)
        {
            if ((entry.Cause == AcceptanceSet.AnyCause || entry.Cause == cause) && (pattern is null || (path is not null && pattern.Matches(path)))) return entry;
        }

        return null;
    }
}
