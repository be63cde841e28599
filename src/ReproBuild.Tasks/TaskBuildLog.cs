using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using ReproBuild.Building;
using ReproBuild.Diagnostics;

namespace ReproBuild.Tasks;

/// <summary>Hands what a build says to MSBuild as it happens: engine output at normal verbosity, progress always.</summary>
/// <param name="log">MSBuild's log; it may be called from any thread.</param>
/// <param name="report">Logs a diagnostic.</param>
internal sealed class TaskBuildLog(TaskLoggingHelper log, Action<Diagnostic> report) : IBuildLog
{
    /// <inheritdoc/>
    // A message and never more: "error CS0103" in the output of a build that goes on is no error of this one.
    public void Output(string line) => log.LogMessage(MessageImportance.Normal, "{0}", line);

    /// <inheritdoc/>
    public void Progress(string message) => log.LogMessage(MessageImportance.High, "{0}", message);

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic) => report(diagnostic);
}
