namespace ReproBuild.Causes.Diffs;

/// <summary>How much memory a difference takes, about.</summary>
internal static class DiffWeight
{
    private const int OfObject = 48;

    /// <summary>The bytes that a difference takes.</summary>
    public static long Of(ContentDiff? diff) => diff switch
    {
        null => 0,
        TextDiff text => text.Hunks.Sum(h => OfObject + h.Lines.Sum(l => OfObject + Of(l.Left) + (ReferenceEquals(l.Left, l.Right) ? 0 : Of(l.Right)))),
        HexDiff hex => hex.Rows.Sum(r => 4L * OfObject + r.Left.Length + r.Right.Length),
        TableDiff table => table.Rows.Sum(Of),
        MembersDiff members => members.Members.Sum(m => OfObject + Of(m.Name) + m.Fields.Sum(Of) + Of(m.Content)),
        _ => throw new ArgumentOutOfRangeException(nameof(diff)),
    };

    private static long Of(Comparing.FieldDifference field) => OfObject + Of(field.Name) + Of(field.Left) + Of(field.Right);

    private static long Of(string? text) => text is null ? 0 : OfObject + 2L * text.Length;
}
