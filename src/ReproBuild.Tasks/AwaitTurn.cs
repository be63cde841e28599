using System.Globalization;
using Microsoft.Build.Framework;
using ReproBuild.Diagnostics;

namespace ReproBuild.Tasks;

/// <summary>Waits, in the second build of a verification, until the first has ended. Runs before that build's first target.</summary>
public sealed class AwaitTurn : ReproTask
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>The file that appears when the wait is over.</summary>
    [Required]
    public string Turn { get; set; } = "";

    /// <summary>The process that makes the file. When it is gone, nobody wants this build.</summary>
    [Required]
    public string Asker { get; set; } = "";

    /// <inheritdoc/>
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        int asker = int.Parse(Asker, CultureInfo.InvariantCulture);
        while (!File.Exists(Turn))
        {
            if (!IsRunning(asker)) throw new ReproException(DiagnosticCodes.BuildCancelled, "The verification that asked for this build has ended without it.");
            await Task.Delay(Look, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
