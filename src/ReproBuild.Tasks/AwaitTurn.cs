using ReproBuild.Building;
using ReproBuild.Diagnostics;

namespace ReproBuild.Tasks;

/// <summary>Waits, at a step of the second build of a verification, until the first is far enough ahead. The build has noted the step.</summary>
public sealed class AwaitTurn : ReproTask
{
    /// <inheritdoc/>
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!await BuildTurn.AwaitAsync(cancellationToken).ConfigureAwait(false))
            throw new ReproException(DiagnosticCodes.BuildCancelled, "The verification that asked for this build has ended without it.");
    }
}
