namespace ReproBuild.Causes.Dotnet;

/// <summary>What is known of a published .NET application.</summary>
/// <param name="ProjectFile">The project's file, as messages shall name it.</param>
/// <param name="AssemblyName">The name of its assembly, without an extension.</param>
/// <param name="DependencyFile">The content of its <c>.deps.json</c>; empty where it is not known. It may be malformed.</param>
public sealed record DotnetApplication(string ProjectFile, string AssemblyName, ReadOnlyMemory<byte> DependencyFile);
