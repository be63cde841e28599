using ReproBuild.Comparing;
using ReproBuild.Images;

namespace ReproBuild.Causes.Counterfactuals;

/// <summary>The forecasts of all pairs of layers that were compared.</summary>
/// <param name="explainer">Tells which headers are proven.</param>
/// <param name="epoch">What every explained time becomes.</param>
internal sealed class LayerForecasts(DifferenceExplainer explainer, long epoch) : IDisposable
{
    private readonly Dictionary<(Platform?, LayerPair), LayerForecast> _byLayer = [];

    /// <summary>Begins one.</summary>
    /// <param name="common">What all differences of the pair have in common.</param>
    public LayerForecast Begin(Difference common)
    {
        var key = (common.Platform, common.Layer!);
        if (_byLayer.Remove(key, out var old)) old.Dispose();
        return _byLayer[key] = new LayerForecast(explainer, common, epoch);
    }

    /// <summary>What both sides become; null where each must be read for that.</summary>
    public (Digest Digest, long Length)? Of(Platform platform, LayerPair layer, LayerPlan plan)
    {
        lock (_byLayer) return _byLayer.GetValueOrDefault((platform, layer))?.Result(plan);
    }

    public void Dispose()
    {
        foreach (var forecast in _byLayer.Values) forecast.Dispose();
    }
}
