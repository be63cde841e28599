using ReproBuild.Comparing;
using ReproBuild.Diagnostics;

namespace ReproBuild.Causes;

/// <summary>Turns a diagnosis into diagnostics: one for each root cause at its place, and the verdict at the end.</summary>
/// <param name="words">What the sides are called.</param>
public sealed class DiagnosisDiagnostics(ComparisonWords? words = null)
{
    /// <summary>The most diagnostics about differences; the rest are counted.</summary>
    private const int MaxFindings = 200;

    private readonly ComparisonWords _words = words ?? new ComparisonWords();

    /// <summary>Everything that is to be told: the causes, what could not be compared, and, unless all is equal, the verdict.</summary>
    /// <param name="diagnosis">The diagnosis.</param>
    /// <param name="report">The path of the report for people; null where there is none.</param>
    public IReadOnlyList<Diagnostic> Of(Diagnosis diagnosis, string? report = null)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        var comparison = diagnosis.Comparison;
        bool namePlatform = comparison.Platforms.Count > 1;
        var told = diagnosis.Findings.Where(f => !f.IsAccepted).Take(MaxFindings).Select(f => FindingText.Of(f, namePlatform, _words)).ToList();
        told.AddRange(comparison.NotCompared.Where(d => d.Code != DiagnosticCodes.Inconclusive));
        if (comparison.Verdict == Verdict.Divergent && !diagnosis.IsReproducibleExcept) told.Add(Divergent(diagnosis, report));
        if (comparison.Verdict == Verdict.Inconclusive) told.Add(Inconclusive(comparison));
        return told;
    }

    private Diagnostic Divergent(Diagnosis diagnosis, string? report)
    {
        var comparison = diagnosis.Comparison;
        bool several = comparison.Platforms.Count > 1;
        var digests = comparison.Platforms
            .Where(p => p.Verdict == Verdict.Divergent)
            .Select(p => (several ? $"{Printable.Escape(p.Platform.ToString())}: " : "")
                + (p.ByImageId ? "image ID " : "") + $"{p.Left?.ToString() ?? "nothing"} against {p.Right?.ToString() ?? "nothing"}");
        string count = Count(comparison.DifferenceCount, "difference");
        int beyond = diagnosis.Findings.Count - MaxFindings;
        return new Diagnostic(
            DiagnosticCodes.Divergent,
            $"{_words.Subject} differ: {string.Join("; ", digests)} ({count}). {Explained(diagnosis)}"
            + (beyond > 0 ? $" {beyond} more findings are not listed." : "")
            + (comparison.NotCompared.Count > 0 ? $" {comparison.NotCompared.Count} parts could not be compared." : "")
            + (diagnosis.Counterfactual is { } counterfactual ? " " + CounterfactualText.Of(counterfactual, several) : "")
            + (report is null ? "" : $" Report: {report}"));
    }

    private static string Explained(Diagnosis diagnosis)
    {
        Finding[] counted = [.. diagnosis.Findings.Where(f => f.Counts)];
        int proven = counted.Count(f => f.Certainty == Certainty.Proven);
        return (proven, counted.Length - proven) switch
        {
            (0, _) => "No cause is proven.",
            (1, 0) => "One cause explains all of it.",
            (_, 0) => $"{proven} causes explain all of it.",
            (1, _) => "One cause explains a part of it.",
            _ => $"{proven} causes explain a part of it.",
        };
    }

    private Diagnostic Inconclusive(Comparison comparison) => new(
        DiagnosticCodes.Inconclusive,
        $"{_words.Subject} could not be compared to the end, so nobody knows whether they are equal. {string.Join(' ', comparison.NotCompared.Select(d => d.Message).Distinct())}");

    private static string Count(long count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
