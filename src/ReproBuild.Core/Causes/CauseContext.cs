namespace ReproBuild.Causes;

/// <summary>What is known of the two builds, so that what they left in the images can be told from what belongs there.</summary>
public sealed record CauseContext
{
    /// <summary>Nothing is known.</summary>
    public static CauseContext Unknown { get; } = new();

    /// <summary>What made the images.</summary>
    public ImageOrigin Origin { get; init; }

    /// <summary>The epoch of both builds, in seconds since 1970; null where it is not known.</summary>
    public long? Epoch { get; init; }

    /// <summary>The left build.</summary>
    public BuildTrace Left { get; init; } = BuildTrace.Unknown;

    /// <summary>The right build.</summary>
    public BuildTrace Right { get; init; } = BuildTrace.Unknown;
}
