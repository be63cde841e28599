using ReproBuild.Comparing;
using ReproBuild.Diagnostics;

namespace ReproBuild.Causes.Accepting;

/// <summary>What is to be told of accepted differences: which they are, and which entries have expired or accept nothing.</summary>
public static class AcceptanceDiagnostics
{
    private const int MaxPaths = 3;

    /// <summary>The diagnostics of a diagnosis, to be told beside those of its findings. Nothing that was accepted is left out.</summary>
    /// <param name="diagnosis">The diagnosis.</param>
    /// <param name="words">What the sides are called; null for left and right.</param>
    /// <returns>REPRO5004 for each entry that has expired (an error) or accepts nothing (a warning); REPRO5003 (a warning) where something is accepted.</returns>
    public static IReadOnlyList<Diagnostic> Of(Diagnosis diagnosis, ComparisonWords? words = null)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        var told = new List<Diagnostic>();
        told.AddRange(diagnosis.ExpiredAcceptances.Select(a => new Diagnostic(
            DiagnosticCodes.StaleAcceptance, $"{Entry(a)} has expired on {a.Expires:yyyy-MM-dd}, and accepts nothing any more. Mend the cause, or think again and give it another day.", Severity.Error, a.File, a.Line)));

        // Where something was not compared, nobody knows what an entry is still good for.
        if (diagnosis.Comparison.NotCompared.Count == 0) told.AddRange(diagnosis.UnusedAcceptances.Select(a => new Diagnostic(
            DiagnosticCodes.StaleAcceptance, $"{Entry(a)} accepts nothing: no proven difference is of it. Remove it, so that it cannot hide another one.", Severity.Warning, a.File, a.Line)));
        if (diagnosis.AcceptedCount > 0) told.Add(Accepted(diagnosis, words ?? new ComparisonWords()));
        return told;
    }

    private static Diagnostic Accepted(Diagnosis diagnosis, ComparisonWords words)
    {
        string verdict = diagnosis.IsReproducibleExcept ? $"{words.Subject} are reproducible, except for what is accepted" : $"{words.Subject} differ, and a part of it is accepted";
        var findings = diagnosis.Findings.Where(f => f.Accepted > 0).Select(f =>
            f.CauseId + Place(f.First, diagnosis.Comparison.Platforms.Count > 1)
            + (f.Paths.Count == 0 ? "" : ": " + string.Join(", ", f.Paths.Take(MaxPaths).Select(p => Printable.Escape("/" + p))) + (f.Accepted > MaxPaths ? $" and others, {f.Accepted} in all" : "")));
        var reasons = diagnosis.AcceptedBy.OrderBy(a => a.Key.File, StringComparer.Ordinal).ThenBy(a => a.Key.Line).Select(a => $"\"{Printable.Escape(a.Key.Reason)}\" ({a.Value}×)");
        return new Diagnostic(
            DiagnosticCodes.ReproducibleExcept,
            $"{verdict} ({diagnosis.AcceptedCount} of {diagnosis.DifferenceCount} differences): {string.Join("; ", findings)}. Accepted because: {string.Join(", ", reasons)}.",
            Severity.Warning);
    }

    private static string Place(Difference difference, bool namePlatform) => (difference.Layer is { } layer ? $" in layer {layer.Number}" : "")
        + (namePlatform && difference.Platform is { } platform ? $" of {Printable.Escape(platform.ToString())}" : "");

    private static string Entry(Acceptance a) =>
        $"The accepted difference \"{Printable.Escape(a.Cause)}\"{(a.Path is null ? "" : $" at \"{Printable.Escape(a.Path)}\"")} ({Printable.Escape(a.Reason)})";
}
