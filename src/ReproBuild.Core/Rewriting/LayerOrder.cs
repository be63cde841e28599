using ReproBuild.Archives;

namespace ReproBuild.Rewriting;

/// <summary>The order of a layer's entries that depends on the entries alone, and does not change what the layer means.</summary>
/// <remarks>
/// <para>That order is by the bytes of the path. Two entries whose paths do not touch may be unpacked in any order, with one
/// exception: a hard link stays behind its target, and before it where it stood before it (it then means the file of a layer
/// below). Of all orders that keep that, the first by path is taken.</para>
/// <para>A layer in which the order of other entries matters too keeps the order that it has: one with two entries of one path (the last wins),
/// with an entry below one that is no folder (one replaces the other), or with a whiteout of something that the layer itself
/// holds or links to. No engine makes such layers of files alone, and none agree on all of them.</para>
/// </remarks>
internal static class LayerOrder
{
    /// <summary>Puts the entries in that order.</summary>
    public static List<LayerEntry> Sort(List<LayerEntry> entries)
    {
        var at = new Dictionary<string, int>(entries.Count, StringComparer.Ordinal);
        for (int i = 0; i < entries.Count; i++)
        {
            if (!at.TryAdd(entries[i].Place, i)) return entries;
        }
        return Matters(entries) ? entries : Sort(entries, at);
    }

    private static bool Matters(List<LayerEntry> entries)
    {
        var hidden = entries.Select(e => e.HiddenPlace).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var solid = entries.Where(e => e.Header.Type != TarEntryType.Directory).Select(e => e.Place).ToHashSet(StringComparer.Ordinal);
        solid.UnionWith(hidden);
        var above = solid.GetAlternateLookup<ReadOnlySpan<char>>();
        return entries.Any(entry => Touches(entry.Place) || entry.LinkPlace is { } target && Touches(target));

        bool Touches(string place)
        {
            if (hidden.Contains(place)) return true;
            for (int slash = place.LastIndexOf('/'); slash > 0; slash = place.LastIndexOf('/', slash - 1))
            {
                if (above.Contains(place.AsSpan(0, slash))) return true;
            }
            return false;
        }
    }

    private static List<LayerEntry> Sort(List<LayerEntry> entries, Dictionary<string, int> at)
    {
        var followers = new Dictionary<int, List<int>>();
        var waitsFor = new Dictionary<int, int>();
        for (int i = 0; i < entries.Count; i++)
        {
            if (entries[i].LinkPlace is not { } target || !at.TryGetValue(target, out int other) || other == i) continue;
            var (first, second) = (Math.Min(i, other), Math.Max(i, other));
            if (!followers.TryGetValue(first, out var after)) followers[first] = after = [];
            after.Add(second);
            waitsFor[second] = waitsFor.GetValueOrDefault(second) + 1;
        }

        var ready = new PriorityQueue<int, string>(StringComparer.Ordinal);
        for (int i = 0; i < entries.Count; i++)
        {
            if (!waitsFor.ContainsKey(i)) ready.Enqueue(i, entries[i].Place);
        }
        var sorted = new List<LayerEntry>(entries.Count);
        while (ready.TryDequeue(out int index, out _))
        {
            sorted.Add(entries[index]);
            foreach (int follower in followers.GetValueOrDefault(index) ?? [])
            {
                if (--waitsFor[follower] == 0) ready.Enqueue(follower, entries[follower].Place);
            }
        }
        return sorted;
    }
}
