namespace ReproBuild.Building;

/// <summary>Whether an engine can build here.</summary>
/// <param name="Installed">Whether there is such a program.</param>
/// <param name="Problem">Why it cannot build, and what to type; null where it can.</param>
internal sealed record EngineState(bool Installed, string? Problem)
{
    /// <summary>It can build.</summary>
    public static EngineState Usable { get; } = new(true, null);

    /// <summary>There is no such program.</summary>
    public static EngineState Missing(string what) => new(false, what);

    /// <summary>It is there, but cannot build.</summary>
    public static EngineState Broken(string problem) => new(true, problem);
}
