using ReproBuild.Causes.Accepting;
using ReproBuild.Causes.Counterfactuals;
using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>Gathers explained differences into findings: one for each root cause at each place.</summary>
internal sealed class DiagnosisCollector(DiagnosisOptions options, CounterfactualPlan counterfactual)
{
    private readonly AcceptanceMatcher _acceptances = new(options.Acceptances);
    private readonly Dictionary<Acceptance, long> _acceptedBy = [];
    private readonly Dictionary<(FindingKey, Acceptance), long> _throughRoot = [];
    private readonly Dictionary<FindingKey, FindingBuilder> _findings = [];
    private readonly KeptDifferences _kept = new();
    private long _count, _proven, _bytes, _provenBytes;

    /// <summary>Adds a difference.</summary>
    /// <param name="explained">The difference and its causes.</param>
    /// <param name="sequence">Its place in the comparer's order.</param>
    public void Add(ExplainedDifference explained, long sequence)
    {
        LargeGarbage.Count();
        counterfactual.Add(explained);
        explained = WithoutSecrets(explained);
        if (OriginOf(explained.Difference) is { } origin) explained = explained with { Origin = origin };
        _count++;
        _bytes += explained.Bytes;
        if (explained.Certainty == Certainty.Proven)
        {
            _proven++;
            _provenBytes += explained.Bytes;
        }

        var roots = Roots(explained.Claims);
        var accepted = _acceptances.Find(explained, roots);
        var keys = File(explained, roots, sequence, accepted);
        if (accepted is { ThroughRoot: true } through) Count(_throughRoot, (keys[0], through.By), 1);
        else if (accepted is { } direct) Count(_acceptedBy, direct.By, 1);
        _kept.Add(new KeptDifference(sequence, explained, keys, accepted));
    }

    /// <summary>The diagnosis.</summary>
    public Diagnosis Conclude(Comparison comparison)
    {
        var moved = FoldDerived();
        foreach (var ((key, entry), count) in _throughRoot.Where(t => moved.ContainsKey(t.Key.Item1)))
        {
            Count(_acceptedBy, entry, count);
            _acceptances.Use(entry);
        }

        var inOrder = _findings.Values.OrderBy(f => f.Sequence).ThenBy(f => f.Key.Certainty).ThenBy(f => f.Key.Code, StringComparer.Ordinal).ToArray();
        var places = inOrder.Index().ToDictionary(f => f.Item.Key, f => f.Index);
        return new Diagnosis
        {
            Comparison = comparison,
            Context = options.Context,
            Findings = [.. inOrder.Select(f => f.Build(options.Context))],
            Differences = _kept.Conclude((kept, findings) => kept.Explained with
            {
                AcceptedBy = kept.Accepted is { } a && (!a.ThroughRoot || moved.ContainsKey(kept.Keys[0])) ? a.By : null,
                Findings = findings,
            }, key => places[moved.GetValueOrDefault(key, key)]),
            DifferenceCount = _count,
            ProvenCount = _proven,
            Bytes = _bytes,
            ProvenBytes = _provenBytes,
            AcceptedCount = _acceptedBy.Values.Sum(),
            AcceptedBy = _acceptedBy,
            ExpiredAcceptances = _acceptances.Expired,
            UnusedAcceptances = _acceptances.Unused,
        };
    }

    private FindingKey[] File(ExplainedDifference explained, IReadOnlyList<Claim> roots, long sequence, AcceptanceMatch? accepted)
    {
        var difference = explained.Difference;
        var keys = new List<FindingKey>(roots.Count);
        foreach (var claim in roots)
        {
            // A cause that explains some fields is proven for those, whatever is said of the others.
            var certainty = claim.IsDoubtful ? Certainty.Suspected : explained.UnexplainedFields.Count > 0 ? Certainty.Proven : explained.Certainty;
            keys.Add(Add(claim.Cause, claim.Cause.Code, certainty, explained, difference, claim.Sentence, sequence, accepted));
        }

        if (roots.Count > 0 && roots.Count < explained.Claims.Count)
        {
            foreach (var claim in explained.Claims.Except(roots)) _findings[keys[0]].AddDerived(claim.Cause.Id, 1);
        }

        if (explained.Certainty == Certainty.Unexplained)
        {
            var rest = explained.UnexplainedFields.Count > 0 ? difference with { Fields = explained.UnexplainedFields } : difference;
            keys.Add(Add(null, difference.Code, Certainty.Unexplained, explained, rest, null, sequence, accepted));
        }

        return [.. keys];
    }

    // Whatever reports show of a difference comes from here.
    private static ExplainedDifference WithoutSecrets(ExplainedDifference explained) => explained.Claims.Any(c => c.Cause.HidesContent)
        ? explained with
        {
            Diff = null,
            Difference = explained.Difference with { Content = explained.Difference.Content is { } content ? content with { LeftExcerpt = null, RightExcerpt = null } : null },
        }
        : explained;

    // What a header says of a file was not written by whoever wrote the file.
    private FileOrigin? OriginOf(Difference difference) =>
        difference is { Path: { } path, Kind: DifferenceKind.Content or DifferenceKind.EntryMissing or DifferenceKind.EntryType } ? options.OriginOf?.Invoke(path) : null;

    private FindingKey Add(ICause? cause, string code, Certainty certainty, ExplainedDifference explained, Difference difference, string? sentence, long sequence, AcceptanceMatch? accepted)
    {
        bool whole = cause is { ConcernsWholeImage: true };
        if (whole) difference = difference with { Blame = null };
        var key = new FindingKey(cause?.Id ?? "unexplained", certainty, code, difference.Platform, difference.Layer?.Number ?? 0, difference.Blame, whole ? null : explained.Origin);
        if (!_findings.TryGetValue(key, out var finding)) _findings[key] = finding = new FindingBuilder(key, cause);
        finding.Add(difference, sentence, sequence, explained.Bytes, accepted);
        return finding.Key;
    }

    private static void Count<TKey>(Dictionary<TKey, long> counts, TKey key, long count)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + count;

    // Within one difference: what follows from another of its causes is no root.
    private static IReadOnlyList<Claim> Roots(IReadOnlyList<Claim> claims)
    {
        if (claims.Count < 2) return claims;
        Claim[] roots = [.. claims.Where(c => !c.Cause.DerivedFrom.Any(id => claims.Any(other => other.Cause.Id == id)))];
        return roots.Length > 0 ? roots : claims;
    }

    // Across differences: the root may lie in another file, in the same layer at best.
    private Dictionary<FindingKey, FindingKey> FoldDerived()
    {
        var moved = new Dictionary<FindingKey, FindingKey>();
        foreach (var derived in _findings.Values.Where(f => f.Cause is { } cause && (cause.FollowsFromAny || cause.DerivedFrom.Count > 0)).ToArray())
        {
            var root = _findings.Values
                .Where(f => f.Key.Platform == derived.Key.Platform && !ReferenceEquals(f, derived) && IsRootOf(f, derived))
                .OrderBy(f => f.Key.Layer == derived.Key.Layer ? 0 : 1).ThenBy(f => f.Key.Layer == 0 ? 1 : 0).ThenBy(f => f.Sequence).FirstOrDefault();
            if (root is null) continue;

            root.AddDerived(derived);
            moved[derived.Key] = root.Key;
            _findings.Remove(derived.Key);
        }

        // A root may itself have been folded into another.
        foreach (var from in moved.Keys.ToArray())
        {
            while (moved.TryGetValue(moved[from], out var further)) moved[from] = further;
        }

        return moved;
    }

    // What follows from any difference follows from one that nobody can explain, too. What one project's compiler does follows from nothing that
    // a package or another target wrote.
    private static bool IsRootOf(FindingBuilder root, FindingBuilder derived) => derived.Cause!.FollowsFromAny
        ? root.Cause is not { FollowsFromAny: true }
        : root.Key.Certainty == Certainty.Proven && derived.Cause.DerivedFrom.Contains(root.Key.CauseId)
            && (root.Key.Origin is null || derived.Key.Origin is null || root.Key.Origin == derived.Key.Origin);
}
