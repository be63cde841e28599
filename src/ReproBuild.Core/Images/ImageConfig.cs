namespace ReproBuild.Images;

/// <summary>What the product reads of an image configuration. OCI image specification, <c>config.md</c>.</summary>
/// <param name="Platform">What the image runs on.</param>
/// <param name="Created">The moment of creation as written, RFC 3339; null where it is not given.</param>
/// <param name="DiffIds">The digests of the uncompressed layers, the base first.</param>
/// <param name="History">What made the image, oldest first; empty where it is not given.</param>
/// <param name="Labels">The labels; empty where there are none.</param>
public sealed record ImageConfig(
    Platform Platform,
    string? Created,
    IReadOnlyList<Digest> DiffIds,
    IReadOnlyList<HistoryEntry> History,
    IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>The triggers of <c>ONBUILD</c>, each an instruction of a Dockerfile; empty where there are none. Docker's extension of the format.</summary>
    public IReadOnlyList<string> OnBuild { get; init; } = [];
}
