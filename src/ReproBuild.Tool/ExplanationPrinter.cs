using ReproBuild.Causes;
using ReproBuild.Comparing;

namespace ReproBuild.Tool;

/// <summary>Prints a diagnosis: each finding with its place and its remedy, and the verdict at the end.</summary>
internal sealed class ExplanationPrinter(TextWriter output)
{
    private static readonly ComparisonWords Words = new();

    /// <summary>Prints all of it.</summary>
    public void Print(Diagnosis diagnosis)
    {
        foreach (var (number, finding) in diagnosis.Findings.Index()) Print(number + 1, finding);
        foreach (string remark in diagnosis.Comparison.Remarks) output.WriteLine(Printable.Escape(remark, int.MaxValue));
        foreach (var platform in diagnosis.Comparison.Platforms)
        {
            output.WriteLine($"{Printable.Escape(platform.Platform.ToString())}{(platform.ByImageId ? " (image IDs)" : "")}");
            output.WriteLine($"  left  {platform.Left?.ToString() ?? "nothing"}");
            output.WriteLine($"  right {platform.Right?.ToString() ?? "nothing"}");
        }

        if (diagnosis.Counterfactual is { } counterfactual)
        {
            output.WriteLine(CounterfactualText.Of(counterfactual, diagnosis.Comparison.Platforms.Count > 1));
            foreach (var image in counterfactual.Images.Where(i => i.Remedies.Count > 0))
                output.WriteLine($"  The remedies: those of {string.Join(", ", image.Remedies.Select(r => $"[{r + 1}]"))}.{(image.Remaining.Count > 0 ? $" What is left: {string.Join(", ", image.Remaining.Select(r => $"[{r + 1}]"))}." : "")}");
        }

        output.WriteLine(diagnosis.Comparison.Verdict switch
        {
            Verdict.Reproducible => "Equal.",
            Verdict.Divergent when diagnosis.IsReproducibleExcept => $"Equal, except for {diagnosis.AcceptedCount} accepted {(diagnosis.AcceptedCount == 1 ? "difference" : "differences")}.",
            Verdict.Divergent => $"Different: {diagnosis.Comparison.DifferenceCount} {(diagnosis.Comparison.DifferenceCount == 1 ? "difference" : "differences")}, {diagnosis.ProvenCount} proven; {diagnosis.ProvenBytes} of {diagnosis.Bytes} bytes explained.",
            _ => "Could not tell.",
        });
        output.Flush();
    }

    private void Print(int number, Finding finding)
    {
        var first = finding.First;
        string accepted = finding.IsAccepted ? ", accepted" : finding.Accepted > 0 ? $", {finding.Accepted} accepted" : "";
        output.WriteLine($"[{number}] {finding.Code} {finding.Cause?.Title ?? "Unexplained"} ({finding.CauseId}, {Sureness(finding.Certainty)}{accepted}): {finding.Count} {(finding.Count == 1 ? "difference" : "differences")}, {finding.Bytes} bytes");
        output.WriteLine($"    {FindingText.What(finding, Words)}");
        if (Place(first) is { Length: > 0 } place) output.WriteLine($"    {place}");
        if (finding.Origin is not null) output.WriteLine($"   {FindingText.WrittenBy(finding)}");
        if (finding.BroughtBy is { } brought) output.WriteLine($"    {brought}.");
        if (finding.Remedy is { } remedy)
        {
            output.WriteLine($"    Remedy: {Printable.Escape(remedy.Advice, int.MaxValue)}");
            foreach (string line in remedy.Paste?.Split('\n') ?? []) output.WriteLine($"      {Printable.Escape(line.TrimEnd('\r'), int.MaxValue)}");
        }

        output.WriteLine();
    }

    private static string Place(Difference first)
    {
        string platform = first.Platform is { } p ? Printable.Escape(p.ToString()) : "the index";
        string layer = first.Layer is { } l ? $", layer {l.Number} of {l.Count}" : "";
        string blame = first.Blame switch
        {
            null => "",
            { File: { } file } b => $", made by {Printable.Escape(file)}({b.Line},{b.Column}): {Printable.Escape(b.Instruction)}",
            { } b => $", made by {Printable.Escape(b.Instruction)}",
        };
        return $"In {platform}{layer}{blame}";
    }

    private static string Sureness(Certainty certainty) => certainty switch
    {
        Certainty.Proven => "proven",
        Certainty.Suspected => "suspected",
        _ => "unexplained",
    };
}
