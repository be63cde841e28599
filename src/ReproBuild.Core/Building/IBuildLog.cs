using ReproBuild.Diagnostics;

namespace ReproBuild.Building;

/// <summary>What a front is told while images are built. Called from several threads at once.</summary>
public interface IBuildLog
{
    /// <summary>A line that the engine said, as it says it.</summary>
    void Output(string line);

    /// <summary>Where the build stands, for whoever waits for it.</summary>
    void Progress(string message);

    /// <summary>A warning or a message. Errors are thrown.</summary>
    void Report(Diagnostic diagnostic);
}
