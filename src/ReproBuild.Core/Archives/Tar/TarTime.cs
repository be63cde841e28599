namespace ReproBuild.Archives;

/// <summary>A moment in a tar.</summary>
/// <param name="Seconds">Whole seconds since 1970, rounded down; may be negative.</param>
/// <param name="Nanoseconds">0 to 999,999,999.</param>
public readonly record struct TarTime(long Seconds, int Nanoseconds);
