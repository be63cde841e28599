namespace ReproBuild.Dockerfiles;

/// <summary>What <see cref="ShellLexer"/> made of a text.</summary>
/// <param name="Text">The result in one piece.</param>
/// <param name="Words">The result parted at white space that was not quoted.</param>
/// <param name="Used">The variables that had a value.</param>
/// <param name="Unset">The variables that had none.</param>
internal sealed record ShellExpansion(
    string Text, IReadOnlyList<string> Words, IReadOnlyList<string> Used, IReadOnlyList<string> Unset);
