namespace ReproBuild.Dockerfiles;

/// <summary>A name of ARG, ENV or LABEL, and what is assigned to it.</summary>
/// <param name="Name">The name as written.</param>
/// <param name="Value">The value as written, quotes and variables included; null for an ARG with no default.</param>
/// <param name="NameSpan">Where the name stands.</param>
/// <param name="ValueSpan">Where the value stands; empty and behind the name without one.</param>
public sealed record VariableAssignment(string Name, string? Value, SourceSpan NameSpan, SourceSpan ValueSpan);
