namespace ReproBuild.Building;

/// <summary>An engine that builds Dockerfiles, and can say beforehand whether it will be able to.</summary>
internal interface IDockerfileEngine : IImageBuilder
{
    /// <summary>Finds out whether the engine can build the plan here.</summary>
    Task<EngineState> ProbeAsync(BuildPlan plan, CancellationToken cancellationToken);
}
