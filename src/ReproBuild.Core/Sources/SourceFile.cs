namespace ReproBuild.Sources;

/// <summary>A file that belongs to the source.</summary>
/// <param name="Path">Its path below the folder that was asked about, with <c>/</c> between the parts.</param>
/// <param name="Executable">Whether it may be executed: by git's mode where git tracks it, else by the file's own.</param>
public sealed record SourceFile(string Path, bool Executable);
