namespace ReproBuild.Building;

/// <summary>
/// Builds twice, and starts the second engine while the first still works, so that reading the project a second time and the pause
/// between the builds cost no time of their own. The steps stay apart as they do one after the other.
/// </summary>
/// <remarks>
/// Two waits keep clocks apart: the second engine starts no sooner than <see cref="TwiceBuilder.Gap"/> after the first has read its
/// project, and its first step begins no sooner than that after the first build has ended.
/// </remarks>
internal sealed class OverlappedBuilds(BuildSession session, AfterPass? afterPass)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly TaskCompletionSource<long> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Builds.</summary>
    /// <exception cref="Diagnostics.ReproException">As of the first build that failed; then nothing of the other runs any more.</exception>
    public async Task<(BuildSession.Built First, BuildSession.Built Second)> RunAsync()
    {
        var turn = session.Turn(1);
        var first = session.BuildAsync(1, afterPass, turn, _ended.SetResult);
        // A build without our targets never says that it is underway: then one follows the other.
        if (!await IsUnderwayAsync(first, turn).ConfigureAwait(false))
        {
            var built = await first.ConfigureAwait(false);
            await session.PauseAsync(built.Ended).ConfigureAwait(false);
            return (built, await session.BuildAsync(2, afterPass).ConfigureAwait(false));
        }

        using var stop = new CancellationTokenSource();
        turn = session.Turn(2);
        var second = session.BuildAsync(2, afterPass, turn, null, stop);
        try
        {
            // What is done to the first archive afterwards goes on beside the second build.
            if (await Task.WhenAny(first, _ended.Task).ConfigureAwait(false) == first) await first.ConfigureAwait(false);
            await session.PauseAsync(await _ended.Task.ConfigureAwait(false)).ConfigureAwait(false);
            turn.Give();
            return (await first.ConfigureAwait(false), await second.ConfigureAwait(false));
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)first).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ((Task)second).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private async Task<bool> IsUnderwayAsync(Task first, BuildTurn turn)
    {
        while (!turn.IsUnderway)
        {
            if (await HasEndedAsync(first, Look).ConfigureAwait(false)) return false;
        }
        return !await HasEndedAsync(first, TwiceBuilder.Gap).ConfigureAwait(false);
    }

    private async Task<bool> HasEndedAsync(Task first, TimeSpan within)
    {
        await Task.WhenAny(first, _ended.Task, Task.Delay(within)).ConfigureAwait(false);
        return first.IsCompleted || _ended.Task.IsCompleted;
    }
}
