using ReproBuild.Archives;

namespace ReproBuild.Comparing;

/// <summary>Decides which layer of one image stands against which of the other.</summary>
internal static class LayerMatcher
{
    private const int MaxTable = 1_000_000;

    /// <summary>
    /// Pairs layers. Where the counts are equal, by position; else equal layers hold the two sequences together, and
    /// between them layers are paired by the instruction that made them, then by position; the rest stand alone.
    /// </summary>
    /// <param name="left">The left image's layers.</param>
    /// <param name="right">The right image's layers.</param>
    /// <param name="same">Whether two layers are known to be equal by digest.</param>
    /// <param name="leftInstructions">What made each left layer; null where unknown.</param>
    /// <param name="rightInstructions">What made each right layer; null where unknown.</param>
    /// <returns>Pairs in an order that follows both sides; never both null.</returns>
    public static IReadOnlyList<(ImageLayer? Left, ImageLayer? Right)> Match(
        IReadOnlyList<ImageLayer> left,
        IReadOnlyList<ImageLayer> right,
        Func<ImageLayer, ImageLayer, bool> same,
        IReadOnlyList<string?> leftInstructions,
        IReadOnlyList<string?> rightInstructions)
    {
        if (left.Count == right.Count) return [.. left.Zip(right, (l, r) => ((ImageLayer?)l, (ImageLayer?)r))];

        var pairs = new List<(ImageLayer?, ImageLayer?)>();
        foreach (var (l, r) in Align(left, right, same))
        {
            if (l is [var leftOnly] && r is [var rightOnly]) pairs.Add((leftOnly, rightOnly));
            else Gap(l, r);
        }

        return pairs;

        void Gap(IReadOnlyList<ImageLayer> leftGap, IReadOnlyList<ImageLayer> rightGap)
        {
            if (leftGap.Count == rightGap.Count)
            {
                pairs.AddRange(leftGap.Zip(rightGap, (l, r) => ((ImageLayer?)l, (ImageLayer?)r)));
                return;
            }

            foreach (var (l, r) in Align(leftGap, rightGap, SameInstruction))
            {
                pairs.AddRange(l.Zip(r, (x, y) => ((ImageLayer?)x, (ImageLayer?)y)));
                pairs.AddRange(l.Skip(r.Count).Select(x => ((ImageLayer?)x, (ImageLayer?)null)));
                pairs.AddRange(r.Skip(l.Count).Select(y => ((ImageLayer?)null, (ImageLayer?)y)));
            }
        }

        bool SameInstruction(ImageLayer l, ImageLayer r) =>
            leftInstructions[l.Index] is { } instruction && instruction == rightInstructions[r.Index];
    }

    /// <summary>Cuts two sequences into equal pairs, each a run of one and one, and the gaps between them.</summary>
    private static IEnumerable<(IReadOnlyList<ImageLayer> Left, IReadOnlyList<ImageLayer> Right)> Align(
        IReadOnlyList<ImageLayer> left, IReadOnlyList<ImageLayer> right, Func<ImageLayer, ImageLayer, bool> same)
    {
        // Real images have at most a few hundred layers; a hostile manifest must not buy a table of gigabytes.
        if ((long)left.Count * right.Count > MaxTable)
        {
            yield return (left, right);
            yield break;
        }

        // The longest common subsequence, by the textbook table.
        int[,] length = new int[left.Count + 1, right.Count + 1];
        for (int i = left.Count - 1; i >= 0; i--)
        {
            for (int j = right.Count - 1; j >= 0; j--)
                length[i, j] = same(left[i], right[j]) ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
        }

        var (l, r) = (0, 0);
        var (leftGap, rightGap) = (new List<ImageLayer>(), new List<ImageLayer>());
        while (l < left.Count && r < right.Count)
        {
            if (same(left[l], right[r]))
            {
                if (leftGap.Count + rightGap.Count > 0) yield return (leftGap, rightGap);
                yield return ([left[l++]], [right[r++]]);
                (leftGap, rightGap) = ([], []);
            }
            else if (length[l + 1, r] >= length[l, r + 1]) leftGap.Add(left[l++]);
            else rightGap.Add(right[r++]);
        }

        leftGap.AddRange(left.Skip(l));
        rightGap.AddRange(right.Skip(r));
        if (leftGap.Count + rightGap.Count > 0) yield return (leftGap, rightGap);
    }
}
