using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>How much memory a difference takes that is kept to be listed, about; what it shares with others aside.</summary>
internal static class KeptWeight
{
    private const int OfDifference = 250, OfField = 40, OfText = 24;

    /// <summary>The bytes that a difference takes, with its diff, for which there is a budget of its own, left out.</summary>
    public static long Of(Difference difference)
    {
        long sum = OfDifference + Of(difference.Path) + Of(difference.Content?.LeftExcerpt) + Of(difference.Content?.RightExcerpt);
        for (int i = 0; i < difference.Fields.Count; i++) sum += OfField + Of(difference.Fields[i].Name) + Of(difference.Fields[i].Left) + Of(difference.Fields[i].Right);
        return sum;
    }

    /// <summary>The same with what its causes say.</summary>
    public static long Of(ExplainedDifference explained)
    {
        long sum = Of(explained.Difference) + Of(explained.NotAnalysed);
        for (int i = 0; i < explained.Claims.Count; i++) sum += Of(explained.Claims[i].Sentence);
        return sum;
    }

    private static long Of(string? text) => text is null ? 0 : OfText + (2L * text.Length);
}
