namespace ReproBuild.Building;

/// <summary>A context that a Dockerfile reaches by name, as <c>--build-context</c> takes it.</summary>
/// <param name="Name">A name, or an image reference exactly as the Dockerfile writes it.</param>
/// <param name="Value">A folder, or <c>docker-image://…</c>, <c>oci-layout://…</c>.</param>
public sealed record NamedContext(string Name, string Value);
