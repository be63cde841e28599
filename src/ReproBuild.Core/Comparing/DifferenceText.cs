
namespace ReproBuild.Comparing;

/// <summary>The words for differences; fit for a log and a terminal, whatever the images hold.</summary>
public static class DifferenceText
{
    private const int ValueLength = 120;

    /// <summary>One difference, on one line, without where it comes from.</summary>
    /// <param name="difference">The difference.</param>
    /// <param name="words">What the sides are called.</param>
    public static string Line(Difference difference, ComparisonWords words)
    {
        ArgumentNullException.ThrowIfNull(difference);
        ArgumentNullException.ThrowIfNull(words);
        return Words(difference, words);
    }

    private static string Words(Difference d, ComparisonWords words) => d.Kind switch
    {
        DifferenceKind.Content => $"{Path(d)} differs: {Content(d.Content!)}",
        DifferenceKind.EntryMissing => $"{Path(d)} stands in {Side(d, words)} alone ({Shown(d.Fields[0])})",
        DifferenceKind.DuplicateEntry => $"{Path(d)} stands once more in {Side(d, words)} ({Shown(d.Fields[0])})",
        DifferenceKind.EntryType => $"{Path(d)} is another thing: {Fields(d)}",
        DifferenceKind.Metadata => $"{Path(d)}: {Fields(d)}",
        DifferenceKind.EntryOrder => $"The entries stand in another order; the first out of place is {Path(d)}: {Fields(d)}",
        DifferenceKind.TarPadding => $"The layer's entries are equal, the bytes around them differ: {Fields(d)}",
        DifferenceKind.Compression => $"The layer is compressed otherwise: {Fields(d)}",
        DifferenceKind.LayerMissing => $"A layer stands in {Side(d, words)} alone ({Shown(d.Fields[0])})",
        DifferenceKind.LayerOrder => $"The layers stand in another order: {Fields(d)}",
        DifferenceKind.PlatformMissing => $"Platform {Printable.Escape(d.Platform!.ToString())} stands in {Side(d, words)} alone ({Shown(d.Fields[0])})",
        DifferenceKind.ManifestField => $"The manifests differ: {Fields(d)}",
        DifferenceKind.ConfigField => $"The configurations differ: {Fields(d)}",
        _ => $"The indexes around the images differ, which no image digest depends on: {Fields(d)}",
    };

    /// <summary>The path as messages show it: from the root, escaped.</summary>
    public static string PathOf(Difference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        return Path(difference);
    }

    // Paths are shown from the image's root, however the tar writes them.
    private static string Path(Difference d)
    {
        string path = d.Path ?? "";
        while (path.StartsWith("./", StringComparison.Ordinal)) path = path[2..];
        return "/" + Printable.Escape(path.TrimStart('/'));
    }

    private static string Fields(Difference d) => string.Join(", ", d.Fields.Take(8).Select(f => $"{Printable.Escape(f.Name)} {Shown(f.Left)} against {Shown(f.Right)}"))
        + (d.Fields.Count > 8 ? $" and {d.Fields.Count - 8} more fields" : "");

    private static string Content(ContentDifference content)
    {
        string sizes = content.LeftSize == content.RightSize ? $"{content.LeftSize} bytes" : $"{content.LeftSize} against {content.RightSize} bytes";
        string place = content.Offset is { } offset ? $"first at byte {offset} of {sizes}" : sizes;
        return content is { LeftExcerpt: { } l, RightExcerpt: { } r } ? $"\"{l}\" against \"{r}\" ({place})" : place;
    }

    private static string Side(Difference d, ComparisonWords words) => d.Fields[0].Left is null ? words.Right : words.Left;

    private static string Shown(FieldDifference f) => Printable.Escape((f.Left ?? f.Right)!, ValueLength);

    private static string Shown(string? value) => value is null ? "nothing" : $"\"{Printable.Escape(value, ValueLength)}\"";
}
