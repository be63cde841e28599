using System.ComponentModel;
using ReproBuild.Diagnostics;

namespace ReproBuild.Building;

/// <summary>Runs a container engine's command, and tells its failure.</summary>
internal static class EngineRun
{
    /// <summary>Runs it to its end.</summary>
    /// <exception cref="BuildFailedException">It ended in failure.</exception>
    /// <exception cref="ReproException">REPRO1006: it cannot be started.</exception>
    public static async Task RunAsync(
        EngineCommand command, string name, BuildPlan plan, SealedBuild build, IBuildLog log, CancellationToken cancellationToken)
    {
        var mask = new SecretMask(plan.BuildArguments);
        try
        {
            var exit = await command.RunAsync(line => log.Output(mask.Apply(line)), cancellationToken).ConfigureAwait(false);
            if (exit.ExitCode != 0 && ForeignPlatform.Explain(name, plan, exit.LastLines) is { } foreign)
                throw new BuildFailedException(foreign, [.. exit.LastLines.Select(mask.Apply)], ForeignPlatform.Remedy) { Code = DiagnosticCodes.PlatformNotRunnable };
            if (exit.ExitCode != 0)
                throw new BuildFailedException($"{name} ended with exit code {exit.ExitCode}", [.. exit.LastLines.Select(mask.Apply)], build.Hint);
        }
        catch (Win32Exception e)
        {
            throw new ReproException(DiagnosticCodes.NoEngine, $"{command.Program} could not be started: {e.Message}", e);
        }
    }
}
