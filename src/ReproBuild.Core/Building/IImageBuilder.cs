namespace ReproBuild.Building;

/// <summary>Builds an image with one engine. <c>TwiceBuilder</c> calls it twice.</summary>
public interface IImageBuilder
{
    /// <summary>The engine's name as <c>ReproEngine</c> spells it: <c>dotnet</c>, <c>buildx</c>, <c>buildah</c>, <c>podman</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Does once what both passes share, such as staging the context. Called before pass 1, under the lock and the timeout.
    /// </summary>
    /// <param name="plan">What is to be built.</param>
    /// <param name="workDirectory">An empty folder that outlives both passes and is removed after them, whatever happens.</param>
    /// <param name="log">Where warnings go.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="Diagnostics.ReproException">The plan cannot be built.</exception>
    Task PrepareAsync(BuildPlan plan, string workDirectory, IBuildLog log, CancellationToken cancellationToken);

    /// <summary>Builds, with no cache, into <see cref="BuildPass.ArchivePath"/>.</summary>
    /// <param name="pass">Which build, and where it writes.</param>
    /// <param name="log">Takes every line that the engine says, as it says it.</param>
    /// <param name="cancellationToken">
    /// Stops the build: the engine is asked to end, then killed with its children. No child is left when the task ends.
    /// </param>
    /// <exception cref="BuildFailedException">The engine ended in failure.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    Task<BuiltImage> BuildAsync(BuildPass pass, IBuildLog log, CancellationToken cancellationToken);

    /// <summary>
    /// Removes what the builder left outside the work folder, such as an engine's images. Called once after both passes,
    /// whatever happened, before the work folder is removed; also for the leftovers of a run that was killed.
    /// </summary>
    /// <param name="workDirectory">The folder that <see cref="PrepareAsync"/> was given.</param>
    Task CleanUpAsync(string workDirectory);
}
