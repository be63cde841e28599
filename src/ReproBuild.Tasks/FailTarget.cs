using Microsoft.Build.Framework;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace ReproBuild.Tasks;

/// <summary>
/// Ends a target in failure after its errors have been told by tasks that were let continue, so that no target which depends on
/// it runs. Says nothing itself.
/// </summary>
public sealed class FailTarget : MSBuildTask
{
    /// <summary>Fails.</summary>
    /// <returns>False.</returns>
    public override bool Execute()
    {
        // Else MSBuild would complain of a task that fails and says no error (MSB4181).
        if (BuildEngine is IBuildEngine7 engine) engine.AllowFailureWithoutError = true;
        return false;
    }
}
