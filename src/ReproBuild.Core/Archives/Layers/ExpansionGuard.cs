namespace ReproBuild.Archives;

/// <summary>Stops a layer that unpacks to far more than it is.</summary>
/// <param name="ratio">How many bytes may come out of one.</param>
/// <param name="free">How many may come out whatever the ratio.</param>
internal sealed class ExpansionGuard(int ratio = Limits.MaxExpansionRatio, long free = Limits.FreeExpansionBytes)
{
    private long _produced;

    public void Add(int produced, long consumed, string what)
    {
        _produced += produced;
        if (_produced > free && _produced / ratio > consumed)
        {
            throw Limits.Exceeded(nameof(Limits.MaxExpansionRatio), ratio, $"{what} unpacks to {_produced} bytes and more from {consumed} bytes");
        }
    }
}
