namespace ReproBuild.Causes;

/// <summary>Holds back whoever brings more bytes than may be in memory at once.</summary>
/// <param name="limit">The most bytes; one that is longer passes alone.</param>
internal sealed class ByteBudget(long limit)
{
    private readonly object _lock = new();
    private long _taken;

    /// <summary>Takes bytes, and waits for them if it must.</summary>
    public void Take(long bytes, CancellationToken cancellation)
    {
        using var wake = cancellation.Register(() => { lock (_lock) Monitor.PulseAll(_lock); });
        lock (_lock)
        {
            while (_taken > 0 && _taken + bytes > limit)
            {
                cancellation.ThrowIfCancellationRequested();
                Monitor.Wait(_lock);
            }

            cancellation.ThrowIfCancellationRequested();
            _taken += bytes;
        }
    }

    /// <summary>Gives them back.</summary>
    public void Return(long bytes)
    {
        lock (_lock)
        {
            _taken -= bytes;
            Monitor.PulseAll(_lock);
        }
    }
}
