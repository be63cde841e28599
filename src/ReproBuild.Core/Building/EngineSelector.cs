using ReproBuild.Diagnostics;
using ReproBuild.Sources;

namespace ReproBuild.Building;

/// <summary>Chooses the engine for a Dockerfile.</summary>
public sealed class EngineSelector
{
    private readonly IReadOnlyList<IDockerfileEngine> engines;

    /// <summary>Knows buildx, buildah and podman, and prefers them in this order.</summary>
    /// <param name="git">Runs git, for the context.</param>
    public EngineSelector(Git git)
        : this([new BuildxBuilder(git), new BuildahBuilder(git, BuildahProgram.Buildah), new BuildahBuilder(git, BuildahProgram.Podman)]) { }

    internal EngineSelector(IReadOnlyList<IDockerfileEngine> engines) => this.engines = engines;

    /// <summary>Finds an engine that can build here.</summary>
    /// <param name="engine"><c>auto</c>, <c>buildx</c>, <c>buildah</c> or <c>podman</c>, in any case of letters.</param>
    /// <param name="plan">What is to be built.</param>
    /// <param name="log">Is told when a preferred engine cannot serve and another one does.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ReproException">
    /// REPRO1005: no such engine. REPRO1006: none can build, or the chosen one is not installed. REPRO1007: the chosen one cannot serve.
    /// </exception>
    public async Task<IImageBuilder> SelectAsync(string engine, BuildPlan plan, IBuildLog log, CancellationToken cancellationToken)
    {
        if (!engine.Equals("auto", StringComparison.OrdinalIgnoreCase))
        {
            var chosen = engines.FirstOrDefault(e => e.Name.Equals(engine, StringComparison.OrdinalIgnoreCase))
                ?? throw new ReproException(DiagnosticCodes.BadProperty,
                    $"ReproEngine is \"{engine}\", which builds no Dockerfile. Set it to auto, {string.Join(", ", engines.Select(e => e.Name))}.");
            var state = await chosen.ProbeAsync(plan, cancellationToken).ConfigureAwait(false);
            return state.Problem is null ? chosen : throw new ReproException(
                state.Installed ? DiagnosticCodes.EngineUnusable : DiagnosticCodes.NoEngine,
                $"ReproEngine is {chosen.Name}, which cannot build here: {state.Problem}");
        }

        var tried = new List<string>();
        foreach (var candidate in engines)
        {
            var state = await candidate.ProbeAsync(plan, cancellationToken).ConfigureAwait(false);
            if (state.Problem is null)
            {
                if (tried.Count > 0) log.Progress($"Building with {candidate.Name}, because others cannot: {string.Join(" ", tried)}");
                return candidate;
            }
            tried.Add($"{candidate.Name}: {state.Problem}");
        }
        throw new ReproException(DiagnosticCodes.NoEngine,
            $"No container engine can build {plan.DockerfilePath} here. {string.Join(" ", tried)} Mend one of them, or set ReproEngine to the one to use.");
    }
}
