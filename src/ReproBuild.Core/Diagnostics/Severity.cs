namespace ReproBuild.Diagnostics;

/// <summary>How much a diagnostic weighs: an error fails the build.</summary>
public enum Severity
{
    /// <summary>Said for information; never fails a build.</summary>
    Message,

    /// <summary>A doubt or a weakness; fails a build only where warnings are errors.</summary>
    Warning,

    /// <summary>Fails the build.</summary>
    Error,
}
