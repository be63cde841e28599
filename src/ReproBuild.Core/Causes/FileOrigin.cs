namespace ReproBuild.Causes;

/// <summary>Who wrote a file of an image that no Dockerfile made.</summary>
/// <param name="Words">Who, in a few words fit for a log: <c>package CliWrap 3.10.5</c>.</param>
/// <param name="File">The absolute path of the file to look into; null where none is known.</param>
/// <param name="Line">The line in <paramref name="File"/>, from 1; 0 where it is not known.</param>
/// <param name="Column">The column in <paramref name="File"/>, from 1; 0 where it is not known.</param>
public sealed record FileOrigin(string Words, string? File = null, int Line = 0, int Column = 0);
