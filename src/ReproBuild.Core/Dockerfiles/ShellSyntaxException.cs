namespace ReproBuild.Dockerfiles;

/// <summary>A text that cannot be expanded. Whoever knows where the text stands turns it into a diagnostic.</summary>
internal sealed class ShellSyntaxException(string message) : Exception(message);
