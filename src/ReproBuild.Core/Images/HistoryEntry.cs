namespace ReproBuild.Images;

/// <summary>One step of an image's history. OCI image specification, <c>config.md</c>, "history".</summary>
/// <param name="Created">When, as written; null where it is not given.</param>
/// <param name="CreatedBy">The command that made it; null where it is not given.</param>
/// <param name="Comment">A comment, such as the builder's name.</param>
/// <param name="EmptyLayer">Whether the step made no layer.</param>
public sealed record HistoryEntry(string? Created, string? CreatedBy, string? Comment, bool EmptyLayer);
