namespace ReproBuild.Causes.Diffs;

/// <summary>Finds the lines that two texts have in common, by patience: lines that stand once on both sides hold the rest in place.</summary>
/// <remarks>Each round costs about n log n; what has no such line, or is left after the last round, counts as replaced.</remarks>
internal static class LineMatcher
{
    /// <summary>Pairs of equal lines, ascending on both sides.</summary>
    public static List<(int Left, int Right)> Match(string[] left, string[] right, CancellationToken cancellation)
    {
        var found = new List<(int, int)>();
        var open = new Stack<(int LeftStart, int LeftEnd, int RightStart, int RightEnd, int Round)>();
        open.Push((0, left.Length, 0, right.Length, 0));
        while (open.TryPop(out var block))
        {
            cancellation.ThrowIfCancellationRequested();
            var (a, aEnd, b, bEnd, round) = block;
            for (; a < aEnd && b < bEnd && left[a] == right[b]; a++, b++) found.Add((a, b));
            for (; a < aEnd && b < bEnd && left[aEnd - 1] == right[bEnd - 1]; aEnd--, bEnd--) found.Add((aEnd - 1, bEnd - 1));
            if (a == aEnd || b == bEnd || round == DiffLimits.MaxLineRounds) continue;

            var anchors = Anchors(left, a, aEnd, right, b, bEnd);

            // Where nothing holds it in place, there is nothing to look for inside of it.
            if (anchors.Count == 0) continue;
            foreach (var (i, j) in anchors)
            {
                found.Add((i, j));
                open.Push((a, i, b, j, round + 1));
                (a, b) = (i + 1, j + 1);
            }

            open.Push((a, aEnd, b, bEnd, round + 1));
        }

        found.Sort();
        return found;
    }

    private static List<(int Left, int Right)> Anchors(string[] left, int a, int aEnd, string[] right, int b, int bEnd)
    {
        var (lefts, rights) = (Once(left, a, aEnd), Once(right, b, bEnd));
        var common = lefts.Where(l => l.Value >= 0 && rights.GetValueOrDefault(l.Key, -1) >= 0)
            .Select(l => (Left: l.Value, Right: rights[l.Key])).OrderBy(p => p.Left).ToArray();
        return Ascending(common);
    }

    // Lines and their places; -1 for those that stand more than once.
    private static Dictionary<string, int> Once(string[] lines, int start, int end)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = start; i < end; i++) places[lines[i]] = places.ContainsKey(lines[i]) ? -1 : i;
        return places;
    }

    // The longest run of pairs that ascends on the right as well: piles, with a way back.
    private static List<(int Left, int Right)> Ascending((int Left, int Right)[] pairs)
    {
        var tops = new List<int>();
        int[] before = new int[pairs.Length];
        for (int i = 0; i < pairs.Length; i++)
        {
            int low = 0, high = tops.Count;
            while (low < high)
            {
                int middle = (low + high) / 2;
                if (pairs[tops[middle]].Right < pairs[i].Right) low = middle + 1;
                else high = middle;
            }

            before[i] = low > 0 ? tops[low - 1] : -1;
            if (low == tops.Count) tops.Add(i);
            else tops[low] = i;
        }

        var run = new List<(int, int)>(tops.Count);
        for (int i = tops.Count > 0 ? tops[^1] : -1; i >= 0; i = before[i]) run.Add(pairs[i]);
        run.Reverse();
        return run;
    }
}
