using System.Diagnostics.CodeAnalysis;
using Microsoft.Build.Framework;
using ReproBuild.Diagnostics;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace ReproBuild.Tasks;

/// <summary>
/// What every task of ours does the same way: whatever goes wrong becomes a diagnostic with a code, MSBuild may use this node for
/// other projects while the task waits, and Ctrl-C stops it.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "MSBuild disposes no task, and a source without a timer holds nothing that needs it.")]
public abstract class ReproTask : MSBuildTask, ICancelableTask
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>The project: relative paths begin in its folder, and it is named where nothing else is to blame.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>Ctrl-C: what runs is stopped and what is half done is removed.</summary>
    public void Cancel() => _cancellation.Cancel();

    /// <summary>Runs the task.</summary>
    /// <returns>Whether it logged no error.</returns>
    public sealed override bool Execute()
    {
        BuildEngine3.Yield();
        try
        {
            RunAsync(_cancellation.Token).GetAwaiter().GetResult();
        }
        catch (ReproException e)
        {
            Report(e.Diagnostic);
            if (e.InnerException is { } inner) Log.LogMessage(MessageImportance.Low, inner.ToString());
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            Report(new Diagnostic(DiagnosticCodes.BuildCancelled, $"{GetType().Name} was cancelled; what was half done has been removed."));
        }
#pragma warning disable CA1031 // MSBuild would show an exception as MSB4018 and a stack; a user is owed a sentence.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Report(Unexpected(e));
            Log.LogMessage(MessageImportance.High, e.ToString());
        }
        finally
        {
            BuildEngine3.Reacquire();
        }
        return !Log.HasLoggedErrors;
    }

    /// <summary>Does the task's work.</summary>
    /// <param name="cancellationToken">Set when the build is cancelled.</param>
    /// <exception cref="ReproException">What the user is told.</exception>
    protected abstract Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Logs a diagnostic in the form that editors and build servers read.</summary>
    protected void Report(Diagnostic diagnostic)
    {
        var (code, message, _, file, line, column) = diagnostic;
        file ??= ProjectFile;
        switch (diagnostic.Severity)
        {
            case Severity.Error:
                Log.LogError(null, code, null, diagnostic.HelpLink, file, line, column, 0, 0, "{0}", message);
                break;
            case Severity.Warning:
                Log.LogWarning(null, code, null, diagnostic.HelpLink, file, line, column, 0, 0, "{0}", message);
                break;
            default:
                Log.LogMessage(null, code, null, file, line, column, 0, 0, MessageImportance.High, "{0}", message);
                break;
        }
    }

    /// <summary>The folder of the project; absolute.</summary>
    protected string ProjectDirectory => Path.GetDirectoryName(Path.GetFullPath(ProjectFile))!;

    /// <summary>Makes a path absolute; null for an empty one.</summary>
    protected string? Absolute(string? path) =>
        string.IsNullOrWhiteSpace(path) ? null : Path.GetFullPath(path.Trim(), ProjectDirectory);

    private Diagnostic Unexpected(Exception e) => new(
        DiagnosticCodes.Unexpected,
        $"{GetType().Name} met something it did not expect: {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")} "
        + "This is a defect of ReproBuild.Sdk: please report it at https://github.com/reprobuild/ReproBuild.Sdk/issues "
        + "with the lines that follow.");
}
