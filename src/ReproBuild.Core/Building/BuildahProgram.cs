namespace ReproBuild.Building;

/// <summary>Which of the two programs that build with buildah's library is used.</summary>
/// <param name="Name">The engine's name, and the program's.</param>
/// <param name="BuildCommand">The sub-command that builds; <c>bud</c> is older than <c>build</c> and still taken.</param>
/// <param name="WritesArchives">Whether a build writes an archive by itself, instead of an image that must be pushed into one.</param>
/// <param name="Path">The program, by name or absolute path.</param>
public sealed record BuildahProgram(string Name, string BuildCommand, bool WritesArchives, string Path)
{
    /// <summary>buildah.</summary>
    public static BuildahProgram Buildah { get; } = new("buildah", "bud", WritesArchives: true, "buildah");

    /// <summary>podman.</summary>
    public static BuildahProgram Podman { get; } = new("podman", "build", WritesArchives: false, "podman");
}
