namespace ReproBuild.Registries;

/// <summary>Tries again what may succeed later: waits double, with a random part so that many clients do not come back together.</summary>
internal sealed class Retrier(RegistryOptions options)
{
    public async Task<T> RunAsync<T>(Func<Task<T>> attempt, CancellationToken cancellation)
    {
        for (int failures = 0; ;)
        {
            try
            {
                cancellation.ThrowIfCancellationRequested();
                return await attempt().ConfigureAwait(false);
            }
            catch (TransientFault fault)
            {
                failures++;
                await WaitAsync(fault, failures, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Waits before the next attempt.</summary>
    /// <exception cref="Diagnostics.ReproException">It was tried often enough, or the registry asks for too long a wait.</exception>
    public async Task WaitAsync(TransientFault fault, int failures, CancellationToken cancellation)
    {
        var wait = fault.Wait ?? BackOff(failures);
        if (failures >= options.MaxAttempts || wait > options.LongestWait) throw fault.Final(failures);
        await Task.Delay(wait, options.Clock, cancellation).ConfigureAwait(false);
    }

    private TimeSpan BackOff(int failures)
    {
        var doubled = options.FirstWait * Math.Pow(2, failures - 1);
#pragma warning disable CA5394 // Nothing secret hangs on when a client comes back.
        var wait = doubled * (0.75 + Random.Shared.NextDouble() / 2);
#pragma warning restore CA5394
        return wait < options.LongestWait ? wait : options.LongestWait;
    }
}
