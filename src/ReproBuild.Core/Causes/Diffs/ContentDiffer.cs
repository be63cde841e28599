namespace ReproBuild.Causes.Diffs;

/// <summary>Shows how two contents differ, in the terms of their format.</summary>
public static class ContentDiffer
{
    /// <summary>Compares two contents as what they are: an archive, an executable, a database, JSON, lines of text; else as bytes.</summary>
    /// <param name="pair">The contents. They may be malformed in any way: what cannot be parsed is shown as bytes.</param>
    /// <param name="formats">The formats that hold other contents.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What differs, within <see cref="DiffLimits"/>. The same contents give the same answer.</returns>
    public static ContentDiff Diff(ContentPair pair, IReadOnlyList<ContainerFormat> formats, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(formats);
        return Diff(pair, formats, new DiffRows(), cancellation);
    }

    /// <summary>The same for a content inside of another.</summary>
    internal static ContentDiff Diff(ContentPair pair, IReadOnlyList<ContainerFormat> formats, DiffRows rows, CancellationToken cancellation)
    {
        Func<ContentDiff?>[] ways =
        [
            () => PeDiffer.Diff(pair, rows),
            () => ElfDiffer.Diff(pair, rows),
            () => SqliteDiffer.Diff(pair, rows),
            () => MembersDiffer.Diff(pair, formats, rows, cancellation),
            () => JsonDiffer.Diff(pair, rows),
            () => TextDiffer.Diff(pair, rows, cancellation),
        ];
        foreach (var way in ways)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Guarded(way) is { } diff) return diff;
        }

        return HexDiffer.Diff(pair, rows);
    }

    // What is no such format, or a broken one, is shown in a plainer way.
    private static ContentDiff? Guarded(Func<ContentDiff?> way)
    {
        try
        {
            return way();
        }
        catch (Exception exception) when (ContentFault.IsOne(exception))
        {
            return null;
        }
    }
}
