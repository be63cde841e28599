namespace ReproBuild.Building;

/// <summary>
/// Builds twice, the second close behind the first, so that the pause between the same step of both costs next to no time. The steps
/// stay as far apart as they do one after the other.
/// </summary>
/// <remarks>
/// The second engine starts <see cref="TwiceBuilder.Gap"/> after the first has come to its first step, that is: after whatever the first did to
/// read its project. From there on it follows the first step by step, see <see cref="BuildTurn"/>.
/// </remarks>
internal sealed class OverlappedBuilds(BuildSession session, AfterPass? afterPass)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly TaskCompletionSource<long> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Builds.</summary>
    /// <exception cref="Diagnostics.ReproException">As of the first build that failed; then nothing of the other runs any more.</exception>
    public async Task<(BuildSession.Built First, BuildSession.Built Second)> RunAsync()
    {
        var leader = session.Turn(1);
        var first = session.BuildAsync(1, afterPass, leader, _ended.SetResult);
        // A build without our targets never says that it is underway: then one follows the other.
        if (!await IsUnderwayAsync(first, leader).ConfigureAwait(false))
        {
            var built = await first.ConfigureAwait(false);
            await session.PauseAsync(built.Ended).ConfigureAwait(false);
            return (built, await session.BuildAsync(2, afterPass).ConfigureAwait(false));
        }

        using var stop = new CancellationTokenSource();
        var turn = session.Turn(2, leader);
        var second = session.BuildAsync(2, afterPass, turn, null, stop);
        try
        {
            // Also where the second has failed: whether the first would have is what the user wants to know.
            await FollowUntilAsync(Task.WhenAny(first, _ended.Task)).ConfigureAwait(false);
            if (first.IsCompleted) await first.ConfigureAwait(false);
            // What is done to the first archive afterwards goes on beside the second build.
            await FollowUntilAsync(session.PauseAsync(await _ended.Task.ConfigureAwait(false))).ConfigureAwait(false);
            turn.Finish();
            return (await first.ConfigureAwait(false), await second.ConfigureAwait(false));
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)first).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ((Task)second).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        async Task FollowUntilAsync(Task end)
        {
            while (!await IsOverAsync(end).ConfigureAwait(false)) turn.Follow();
            await end.ConfigureAwait(false);
        }
    }

    private async Task<bool> IsUnderwayAsync(Task first, BuildTurn leader)
    {
        var end = Task.WhenAny(first, _ended.Task);
        while (!await IsOverAsync(end).ConfigureAwait(false))
        {
            if (leader.Ripe().Length > 0) return true;
        }
        return false;
    }

    private static async Task<bool> IsOverAsync(Task end)
    {
        await Task.WhenAny(end, Task.Delay(Look)).ConfigureAwait(false);
        return end.IsCompleted;
    }
}
