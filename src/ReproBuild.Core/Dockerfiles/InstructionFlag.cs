namespace ReproBuild.Dockerfiles;

/// <summary>A flag of an instruction: <c>--name=value</c> or <c>--name</c>.</summary>
/// <param name="Name">The name, without the hyphens.</param>
/// <param name="Value">The value with its quotes and escapes resolved; null without an equals sign.</param>
/// <param name="Span">Where the whole flag stands.</param>
/// <param name="ValueSpan">Where the value stands as written, quotes included.</param>
public sealed record InstructionFlag(string Name, string? Value, SourceSpan Span, SourceSpan ValueSpan);
