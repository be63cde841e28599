namespace ReproBuild.Registries;

/// <summary>Cancels what makes no progress. <see cref="Feed"/> it at each step.</summary>
internal sealed class Watchdog : IDisposable
{
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _either;
    private readonly CancellationToken _caller;
    private readonly TimeSpan _patience;

    public Watchdog(RegistryOptions options, CancellationToken caller)
    {
        (_patience, _caller) = (options.StallTimeout, caller);
        _timer = new CancellationTokenSource(_patience, options.Clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(caller, _timer.Token);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>Whether it was silence that ended the work, and not the caller.</summary>
    public bool Barked => _timer.IsCancellationRequested && !_caller.IsCancellationRequested;

    public TimeSpan Patience => _patience;

    public void Feed() => _timer.CancelAfter(_patience);

    public void Dispose()
    {
        _either.Dispose();
        _timer.Dispose();
    }
}
