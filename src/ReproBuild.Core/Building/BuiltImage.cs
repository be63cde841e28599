namespace ReproBuild.Building;

/// <summary>What a builder made.</summary>
/// <param name="ArchivePath">The archive: an OCI archive file, complete.</param>
public sealed record BuiltImage(string ArchivePath);
