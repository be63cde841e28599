namespace ReproBuild.Causes.Counterfactuals;

/// <summary>What both sides are written from.</summary>
/// <param name="Plan">What is mended.</param>
/// <param name="Contents">The canonical contents.</param>
/// <param name="Forecasts">What is known already of layers that differ in headers alone.</param>
/// <param name="Epoch">What every explained time becomes, in whole seconds since 1970.</param>
/// <param name="TemporaryFolder">The folder for what does not fit into memory.</param>
internal sealed record CounterfactualSource(CounterfactualPlan Plan, CanonicalContents Contents, LayerForecasts Forecasts, long Epoch, string TemporaryFolder);
