namespace ReproBuild.Causes.Dotnet;

/// <summary>A file of a published application, as the build listed it.</summary>
/// <param name="Path">Its path below the application's folder, with <c>/</c>.</param>
/// <param name="Source">The file that it was copied from; absolute.</param>
/// <param name="Package">The package that it comes from; empty where it comes from none.</param>
/// <param name="Version">The package's version.</param>
/// <param name="Project">The referenced project that made it; absolute, and empty where none did.</param>
public sealed record PublishedFile(string Path, string Source, string Package, string Version, string Project);
