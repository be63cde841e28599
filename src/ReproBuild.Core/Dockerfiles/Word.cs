namespace ReproBuild.Dockerfiles;

/// <summary>A word of an instruction, and where it stands.</summary>
/// <param name="Text">The word as written, quotes and variables included; in the JSON form, what the string means.</param>
/// <param name="Span">Where it stands; continuations inside it are part of the span.</param>
public sealed record Word(string Text, SourceSpan Span);
