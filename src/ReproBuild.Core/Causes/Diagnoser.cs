using ReproBuild.Archives;
using ReproBuild.Causes.Counterfactuals;
using ReproBuild.Causes.Envelope;
using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>Compares two archives and explains what differs.</summary>
/// <remarks>
/// The comparer reads each differing layer once and tells what differs as it streams by. Most causes show in that, and short contents are
/// explained beside it. Longer contents that differ are then read in a second pass over their layers alone, which knows what to keep.
/// </remarks>
public static class Diagnoser
{
    /// <summary>Compares and explains.</summary>
    /// <param name="left">The one side, open.</param>
    /// <param name="right">The other side, open.</param>
    /// <param name="comparer">What the comparison may know beside the archives.</param>
    /// <param name="options">How it is explained.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The verdict and its reasons. The same archives and options give the same diagnosis.</returns>
    public static Diagnosis Diagnose(
        ImageArchive left, ImageArchive right, ComparerOptions comparer, DiagnosisOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        var explainer = new DifferenceExplainer(options);
        using var counterfactual = new CounterfactualBuilder(left, right, options, explainer);
        var diagnosis = Explain(left, right, comparer, options, explainer, counterfactual, cancellation);
        LargeGarbage.EndOfPhase();
        options.Progress?.Report(DiagnosisPhase.Mending);
        var known = counterfactual.Build(diagnosis, cancellation);
        LargeGarbage.EndOfPhase();
        return diagnosis with { Counterfactual = known };
    }

    private static Diagnosis Explain(
        ImageArchive left, ImageArchive right, ComparerOptions comparer, DiagnosisOptions options,
        DifferenceExplainer explainer, CounterfactualBuilder counterfactual, CancellationToken cancellation)
    {
        var collector = new DiagnosisCollector(options, counterfactual.Plan);
        var contents = new ContentQueue();
        var proofs = new LayerProof(left, right);
        using var umasks = new UmaskProof(explainer, collector.Add);
        var pass = new ContentPass(left, right, options, counterfactual.Plan, cancellation);

        options.Progress?.Report(DiagnosisPhase.Comparing);
        long sequence = 0;
        var watched = comparer with { Watch = options.Forecast ? counterfactual.Forecasts.Begin : null, LayerRead = umasks.Judge, KeepContents = ContentPass.MaxShort };
        var comparison = ImageComparer.Compare(left, right, watched, difference =>
        {
            var whole = difference.Whole;
            if (whole is not null) difference = difference with { Whole = null };
            var explained = explainer.Explain(difference);
            // What cannot be queued is counted all the same, unexplained: an acceptance of its twin must not cover it.
            bool queued = difference.Kind == DifferenceKind.Content && explained.Claims.Count == 0
                && ((whole is not null && pass.TryMeet(difference, whole, sequence)) || contents.Add(difference, sequence));
            if (!queued && !umasks.TryHold(explained, sequence) && !proofs.TryAdd(explained, sequence)) collector.Add(explained, sequence);
            sequence++;
        }, cancellation);
        umasks.End();

        if (comparison.Verdict == Verdict.Reproducible && OuterArchive.Find(left, right) is { } outer) collector.Add(explainer.Explain(outer), sequence);
        options.Progress?.Report(DiagnosisPhase.Explaining);
        proofs.Run(collector.Add, cancellation);
        pass.Run(contents, collector.Add);
        return collector.Conclude(comparison);
    }
}
