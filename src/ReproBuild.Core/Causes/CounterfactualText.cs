namespace ReproBuild.Causes;

/// <summary>The words for what would be if remedies were applied.</summary>
public static class CounterfactualText
{
    /// <summary>One sentence for each platform.</summary>
    /// <param name="counterfactual">What was computed.</param>
    /// <param name="namePlatform">Whether there are several platforms.</param>
    public static string Of(Counterfactual counterfactual, bool namePlatform)
    {
        ArgumentNullException.ThrowIfNull(counterfactual);
        return string.Join(' ', counterfactual.Images.GroupBy(Of)
            .Select(same => (namePlatform ? $"{Comparing.Printable.Escape(string.Join(", ", same.Select(i => i.Platform)))}: " : "") + same.Key)
            .Concat(counterfactual.Skipped.Select(why => $"What the remedies would lead to was not computed ({Comparing.Printable.Escape(why, 400)}).")));
    }

    private static string Of(CounterfactualImage image) => (image.Equal, image.Remedies.Count) switch
    {
        (true, 1) => $"With that one remedy both become {image.Left}.",
        (true, _) => $"With {image.Remedies.Count} remedies both become {image.Left}.",
        (false, 0) => "No remedy is known that would make both equal.",
        (false, _) => $"With all remedies that are known, {image.Remaining.Count} {(image.Remaining.Count == 1 ? "finding" : "findings")} would still tell them apart.",
    };
}
