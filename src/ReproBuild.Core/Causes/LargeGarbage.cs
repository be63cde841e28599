namespace ReproBuild.Causes;

/// <summary>Has memory given back that long contents have left behind.</summary>
/// <remarks>
/// The runtime lets as much garbage lie as the machine has room for, and a few copies of a long content are soon more than all that is in use.
/// Short contents are its own business.
/// </remarks>
internal static class LargeGarbage
{
    private const int Large = 1 << 20;
    private const long Limit = 24L << 20;

    // Below this, what lies about is not worth the time.
    private const long MuchInUse = 96L << 20;

    // Above this, what little each of a million differences leaves is given back, too.
    private const long TooMuchInUse = 128L << 20;

    // Between two looks at what is in use.
    private const int Often = 4096;

    private static long _bytes, _limit = TooMuchInUse;
    private static int _differences;

    /// <summary>Counts a content that nobody holds any longer, or copies that were made of it, and has memory given back once they are many.</summary>
    public static void Add(long bytes)
    {
        if (bytes < Large || Interlocked.Add(ref _bytes, bytes) < Limit) return;
        Collect();
    }

    /// <summary>Says that a phase of the work is over, whose tables nobody needs any longer.</summary>
    public static void EndOfPhase()
    {
        if (GC.GetTotalMemory(forceFullCollection: false) > MuchInUse) Collect();
    }

    /// <summary>Counts a difference, and has memory given back where many have left much.</summary>
    public static void Count()
    {
        if (Interlocked.Increment(ref _differences) % Often != 0 || GC.GetTotalMemory(forceFullCollection: false) < _limit) return;
        Collect();

        // Where all of it is in use, asking again soon would give nothing back.
        _limit = Math.Max(TooMuchInUse, GC.GetTotalMemory(forceFullCollection: false) * 9 / 8);
    }

    private static void Collect()
    {
        Interlocked.Exchange(ref _bytes, 0);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
