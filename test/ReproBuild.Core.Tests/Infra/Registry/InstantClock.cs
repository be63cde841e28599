using System.Collections.Concurrent;

namespace ReproBuild.Core.Tests.Infra;

/// <summary>A clock whose waits pass at once and are noted. Watches of an hour and more never go off.</summary>
internal sealed class InstantClock : TimeProvider
{
    public static readonly TimeSpan Never = TimeSpan.FromHours(2);

    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= Never || dueTime < TimeSpan.Zero) return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
        Waits.Enqueue(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.FromMilliseconds(1), period);
    }
}
