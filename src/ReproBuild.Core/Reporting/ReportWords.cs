using System.Globalization;
using ReproBuild.Causes;
using ReproBuild.Comparing;

namespace ReproBuild.Reporting;

/// <summary>The words that all reports share.</summary>
internal static class ReportWords
{
    /// <summary>The verdict in one sentence.</summary>
    public static string Headline(ReportVerdict verdict, Diagnosis diagnosis, ComparisonWords words) => verdict switch
    {
        ReportVerdict.Reproducible => $"{words.Subject} are one, digest for digest.",
        ReportVerdict.ReproducibleExcept =>
            $"{words.Subject} are reproducible except for {Count(diagnosis.AcceptedCount, "accepted difference")}.",
        ReportVerdict.Divergent => $"{words.Subject} differ in {Count(diagnosis.Comparison.DifferenceCount, "place")}.",
        _ => $"{words.Subject} could not be compared to the end, so nobody knows whether they are equal.",
    };

    /// <summary>What explains the differences, or what is left.</summary>
    public static string Explanation(ReportVerdict verdict, Diagnosis diagnosis)
    {
        Finding[] open = [.. diagnosis.Findings.Where(f => f.Counts && !f.IsAccepted)];
        int proven = open.Count(f => f.Certainty == Certainty.Proven), rest = open.Length - proven;
        string unread = diagnosis.Comparison.NotCompared.Count is > 0 and var parts && verdict != ReportVerdict.Inconclusive
            ? $" {Count(parts, "part")} could not be compared."
            : "";
        return verdict is ReportVerdict.Reproducible or ReportVerdict.ReproducibleExcept || open.Length == 0 ? unread.TrimStart() : (proven, rest) switch
        {
            (0, 1) => "What is found has no proven cause." + unread,
            (0, _) => $"None of {rest} findings has a proven cause." + unread,
            (1, 0) => "One proven cause explains all of it." + unread,
            (_, 0) => $"{proven} proven causes explain all of it." + unread,
            (1, _) => $"One proven cause explains a part of it; {Count(rest, "finding")} {(rest == 1 ? "is" : "are")} not proven." + unread,
            _ => $"{proven} proven causes explain a part of it; {Count(rest, "finding")} {(rest == 1 ? "is" : "are")} not proven." + unread,
        };
    }

    /// <summary>The verdict's name in reports for programs.</summary>
    public static string Name(ReportVerdict verdict) => verdict switch
    {
        ReportVerdict.Reproducible => "reproducible",
        ReportVerdict.ReproducibleExcept => "reproducible-except",
        ReportVerdict.Divergent => "divergent",
        _ => "inconclusive",
    };

    /// <summary>A heading for a difference that no cause explains.</summary>
    public static string Unexplained(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Content => "Unexplained content",
        DifferenceKind.EntryMissing => "Entries on one side alone",
        DifferenceKind.EntryType => "Entries of another kind",
        DifferenceKind.Metadata => "Unexplained headers of entries",
        DifferenceKind.EntryOrder => "Entries in another order",
        DifferenceKind.TarPadding => "Bytes around the entries",
        DifferenceKind.DuplicateEntry => "A path that stands twice",
        DifferenceKind.Compression => "Another compression",
        DifferenceKind.LayerMissing => "A layer on one side alone",
        DifferenceKind.LayerOrder => "Layers in another order",
        DifferenceKind.PlatformMissing => "A platform on one side alone",
        DifferenceKind.ManifestField => "Fields of the manifest",
        DifferenceKind.ConfigField => "Fields of the configuration",
        _ => "The index around the images",
    };

    /// <summary>A number of things: <c>1 place</c>, <c>1,234 places</c>.</summary>
    public static string Count(long count, string what) => count == 1 ? $"1 {what}" : $"{Number(count)} {what}s";

    /// <summary>A number with its thousands parted.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A proportion that never reads 100 % where something is left, nor 0 % where something is there.</summary>
    public static string Percent(long part, long whole)
    {
        if (whole <= 0 || part >= whole) return "100 %";
        if (part <= 0) return "0 %";
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp((int)(100.0 * part / whole), 1, 99)} %");
    }
}
