namespace ReproBuild.Causes;

/// <summary>A divergence that somebody has accepted, in a baseline or as an item.</summary>
/// <param name="Cause">The cause's name; <c>*</c> for any, <c>unexplained</c> for what has none.</param>
/// <param name="Path">A pattern for the path in the image; <c>*</c> stands for anything within a folder, <c>**</c> for any folders; null for all.</param>
/// <param name="Reason">Why it is accepted.</param>
/// <param name="Expires">The day from which it no longer is; null for never.</param>
/// <param name="File">The file that it stands in.</param>
/// <param name="Line">The line in that file, from 1; 0 where it is not known.</param>
public sealed record Acceptance(string Cause, string? Path, string Reason, DateOnly? Expires, string? File, int Line);
