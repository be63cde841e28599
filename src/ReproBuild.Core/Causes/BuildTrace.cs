namespace ReproBuild.Causes;

/// <summary>What a build may leave in its image.</summary>
/// <param name="Started">When it began; null where it is not known.</param>
/// <param name="Ended">When it ended; null where it is not known.</param>
/// <param name="Folders">The absolute folders that it worked in; empty where they are not known.</param>
/// <param name="HostNames">The names of its machine or container; empty where they are not known.</param>
public sealed record BuildTrace(DateTimeOffset? Started, DateTimeOffset? Ended, IReadOnlyList<string> Folders, IReadOnlyList<string> HostNames)
{
    /// <summary>Nothing is known.</summary>
    public static BuildTrace Unknown { get; } = new(null, null, [], []);
}
