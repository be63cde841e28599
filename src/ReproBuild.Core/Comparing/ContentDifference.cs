namespace ReproBuild.Comparing;

/// <summary>Where the contents of a file part.</summary>
/// <param name="LeftSize">The left content's length, in bytes.</param>
/// <param name="RightSize">The right content's length, in bytes.</param>
/// <param name="Offset">The offset of the first byte that differs; null where the sides were compared by hash.</param>
/// <param name="LeftExcerpt">The left line around <paramref name="Offset"/>, escaped; null where it is not text or was not kept.</param>
/// <param name="RightExcerpt">The right line around <paramref name="Offset"/>, escaped; null where it is not text or was not kept.</param>
public sealed record ContentDifference(
    long LeftSize,
    long RightSize,
    long? Offset,
    string? LeftExcerpt,
    string? RightExcerpt);
