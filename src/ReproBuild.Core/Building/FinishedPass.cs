namespace ReproBuild.Building;

/// <summary>A build whose outputs are in place.</summary>
/// <param name="ArchivePath">The archive.</param>
/// <param name="LogPath">What the engine said; null where the image was built by someone else.</param>
/// <param name="Duration">How long the build took, without what was done to the archive afterwards.</param>
public sealed record FinishedPass(string ArchivePath, string? LogPath, TimeSpan Duration)
{
    /// <summary>When the build ended, by this machine's clock.</summary>
    public DateTimeOffset Ended { get; init; }

    /// <summary>A list of where the image's files come from; null where there is none.</summary>
    public string? FilesPath { get; init; }
}
