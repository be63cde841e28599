using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>A member of an archive.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Fields">What the archive says of it, where that differs; a member on one side alone has one field with a null.</param>
/// <param name="Content">How its content differs; null where it does not.</param>
public sealed record MemberDiff(string Name, IReadOnlyList<FieldDifference> Fields, ContentDiff? Content);
