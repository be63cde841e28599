using ReproBuild.Archives;

namespace ReproBuild.Rewriting;

/// <summary>The one order of a layer's entries that does not change what the layer means.</summary>
/// <remarks>
/// <para>That order is by the bytes of the path, except where two entries mean something else in another order; those keep
/// the order that they had. Of all orders that keep them, the first by path is taken, so that it depends on the entries and
/// not on the order in which a file system gave them. What must keep its order:</para>
/// <list type="bullet">
/// <item>two entries of one path: the last one wins;</item>
/// <item>a hard link and its target, as the target must be there first, and a later entry of the target's path is another file;</item>
/// <item>an entry that is no folder, and what lies below its path: one of them replaces the other;</item>
/// <item>a whiteout, and an entry of the path that it hides, or below.</item>
/// </list>
/// <para>Every rule points from an earlier entry to a later one, so there is always such an order.</para>
/// </remarks>
internal static class LayerOrder
{
    /// <summary>Puts the entries in that order.</summary>
    public static List<LayerEntry> Sort(List<LayerEntry> entries)
    {
        var rules = new Rules(entries);
        var ready = new PriorityQueue<int, (string Place, int Index)>(new ByPlace());
        for (int i = 0; i < entries.Count; i++)
        {
            if (rules.Blockers(i) == 0) ready.Enqueue(i, (entries[i].Place, i));
        }

        var sorted = new List<LayerEntry>(entries.Count);
        while (ready.TryDequeue(out int index, out _))
        {
            sorted.Add(entries[index]);
            foreach (int freed in rules.Release(index)) ready.Enqueue(freed, (entries[freed].Place, freed));
        }
        return sorted;
    }

    private sealed class ByPlace : IComparer<(string Place, int Index)>
    {
        public int Compare((string Place, int Index) x, (string Place, int Index) y)
        {
            int byPlace = string.CompareOrdinal(x.Place, y.Place);
            return byPlace != 0 ? byPlace : x.Index.CompareTo(y.Index);
        }
    }

    private sealed class Rules
    {
        private readonly Dictionary<int, List<int>> _after = [];
        private readonly Dictionary<int, int> _blockers = [];
        private readonly Dictionary<string, List<int>> _at = new(StringComparer.Ordinal);

        // The places of what is no folder, and of what whiteouts hide, with the entries that stand for them.
        private readonly Dictionary<string, List<int>> _solid = new(StringComparer.Ordinal);

        public Rules(List<LayerEntry> entries)
        {
            for (int i = 0; i < entries.Count; i++)
            {
                Append(_at, entries[i].Place, i);
                if (entries[i].Header.Type != TarEntryType.Directory) Append(_solid, entries[i].Place, i);
                if (entries[i].HiddenPlace is { } hidden) Append(_solid, hidden, i);
            }

            var solid = _solid.GetAlternateLookup<ReadOnlySpan<char>>();
            for (int i = 0; i < entries.Count; i++)
            {
                var entry = entries[i];
                KeepOrder(_at[entry.Place], i);
                if (entry.HiddenPlace is { } hidden && _at.TryGetValue(hidden, out var alive)) KeepOrder(alive, i);
                if (entry.LinkPlace is { } link && _at.TryGetValue(link, out var targets)) KeepOrder(targets, i);
                for (int slash = entry.Place.LastIndexOf('/'); slash > 0; slash = entry.Place.LastIndexOf('/', slash - 1))
                {
                    if (solid.TryGetValue(entry.Place.AsSpan(0, slash), out var above)) KeepOrder(above, i);
                }
            }
        }

        public int Blockers(int index) => _blockers.GetValueOrDefault(index);

        public IEnumerable<int> Release(int index)
        {
            if (!_after.TryGetValue(index, out var followers)) yield break;
            foreach (int follower in followers)
            {
                if (--_blockers[follower] == 0) yield return follower;
            }
        }

        // Only the neighbours among entries that keep their order among themselves need a rule; the others follow from it.
        private void KeepOrder(List<int> others, int index)
        {
            int next = others.BinarySearch(index);
            int after = next >= 0 ? next + 1 : ~next;
            int before = (next >= 0 ? next : ~next) - 1;
            if (before >= 0) Add(others[before], index);
            if (after < others.Count) Add(index, others[after]);
        }

        private void Add(int earlier, int later)
        {
            if (!_after.TryGetValue(earlier, out var followers)) _after[earlier] = followers = [];
            followers.Add(later);
            _blockers[later] = _blockers.GetValueOrDefault(later) + 1;
        }

        private static void Append(Dictionary<string, List<int>> map, string place, int index)
        {
            if (!map.TryGetValue(place, out var list)) map[place] = list = new List<int>(1);
            list.Add(index);
        }
    }
}
