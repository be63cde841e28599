namespace ReproBuild.Comparing;

/// <summary>One field, as it stands on each side.</summary>
/// <param name="Name">The field: a JSON path, a tar header field (<c>mtime</c>, <c>mode</c>), <c>pax.</c> and a key.</param>
/// <param name="Left">The value on the left; null where it is absent. Hostile: escape it before showing it.</param>
/// <param name="Right">The value on the right; null where it is absent. Hostile: escape it before showing it.</param>
public sealed record FieldDifference(string Name, string? Left, string? Right);
