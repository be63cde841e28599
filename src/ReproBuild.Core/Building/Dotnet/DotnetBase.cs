using ReproBuild.Images;
using ReproBuild.Registries;

namespace ReproBuild.Building.Dotnet;

/// <summary>The base image of a .NET project's image.</summary>
/// <param name="Name">
/// As the project names it: <c>scratch</c>, an archive as <see cref="BaseImageSource"/> reads it, or a name in a registry; null for the
/// SDK's choice.
/// </param>
/// <param name="Pinned">
/// The name in a registry with the digest that it is to have, by the project or a lock file; null to leave it to the SDK.
/// </param>
/// <param name="Registries">How registries are reached.</param>
public sealed record DotnetBase(string? Name, ImageReference? Pinned, RegistryOptions Registries);
