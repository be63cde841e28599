namespace ReproBuild.Building;

/// <summary>One of the two builds of a verification.</summary>
/// <param name="Plan">What is built; the same for both.</param>
/// <param name="Number">1 or 2: what an engine varies on purpose, it varies by this.</param>
/// <param name="ArchivePath">Where the builder is to write its OCI archive. It is moved into place once it is complete.</param>
/// <param name="LogPath">The file that keeps what the engine says. The builder hands its lines to the log, which writes it.</param>
/// <param name="WorkDirectory">
/// An empty folder for this pass alone, on the file system of the output folder; removed after both passes, whatever happens.
/// </param>
public sealed record BuildPass(BuildPlan Plan, int Number, string ArchivePath, string LogPath, string WorkDirectory)
{
    /// <summary>When the build's steps may begin; null for at once.</summary>
    public BuildTurn? Turn { get; init; }
}
