namespace ReproBuild.Causes;

/// <summary>Members of an archive.</summary>
/// <param name="Kind">The archive's format.</param>
/// <param name="Members">The members that differ.</param>
public sealed record MembersDiff(string Kind, IReadOnlyList<MemberDiff> Members) : ContentDiff;
