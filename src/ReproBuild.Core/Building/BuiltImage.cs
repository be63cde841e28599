namespace ReproBuild.Building;

/// <summary>What a builder made.</summary>
/// <param name="ArchivePath">The archive: an OCI archive file, complete.</param>
public sealed record BuiltImage(string ArchivePath)
{
    /// <summary>A list of where the image's files come from; null where the engine has none.</summary>
    public string? FilesPath { get; init; }
}
