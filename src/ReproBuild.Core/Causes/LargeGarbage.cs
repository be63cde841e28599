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

    private static long _bytes;

    /// <summary>Counts a content that nobody holds any longer, or copies that were made of it, and has memory given back once they are many.</summary>
    public static void Add(long bytes)
    {
        if (bytes < Large || Interlocked.Add(ref _bytes, bytes) < Limit) return;
        Interlocked.Exchange(ref _bytes, 0);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
