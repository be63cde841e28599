namespace ReproBuild.Causes.Counterfactuals;

/// <summary>The fewest of several findings whose remedies are all that has to be done.</summary>
internal static class RemedySet
{
    /// <summary>The first of each group of findings that one remedy mends.</summary>
    /// <param name="findings">Proven findings and their places.</param>
    public static IReadOnlyList<int> Of(IEnumerable<(Finding Finding, int Place)> findings) =>
        [.. findings.Where(f => f.Finding.Remedy is not null).DistinctBy(f => Key(f.Finding)).Select(f => f.Place)];

    // What concerns the envelope and tar headers is mended for the whole image; a line of a Dockerfile, a project and a package are mended
    // each for itself alone.
    private static (Remedy, string?, int) Key(Finding finding)
    {
        bool whole = finding.Code.StartsWith("REPRO51", StringComparison.Ordinal) || finding.Code.StartsWith("REPRO53", StringComparison.Ordinal);
        if (whole) return (finding.Remedy!, null, 0);
        return finding.Origin is { } origin
            ? (finding.Remedy!, origin.File ?? origin.Words, origin.Line)
            : (finding.Remedy!, finding.First.Blame?.Instruction, finding.First.Blame?.Line ?? 0);
    }
}
