namespace ReproBuild.Diagnostics;

/// <summary>What went wrong, told as a diagnostic. The fronts log it; it never reaches a user as a stack trace.</summary>
public sealed class ReproException : Exception
{
    /// <summary>Wraps a diagnostic.</summary>
    /// <param name="diagnostic">What a user is told.</param>
    /// <param name="innerException">What the platform said, if it said anything.</param>
    public ReproException(Diagnostic diagnostic, Exception? innerException = null)
        : base(diagnostic.Message, innerException) => Diagnostic = diagnostic;

    /// <summary>An error with no place in a file.</summary>
    /// <param name="code">One of <see cref="DiagnosticCodes"/>.</param>
    /// <param name="message">What happened, to what, and what to do next.</param>
    /// <param name="innerException">What the platform said, if it said anything.</param>
    public ReproException(string code, string message, Exception? innerException = null)
        : this(new Diagnostic(code, message), innerException) { }

    /// <summary>What a user is told.</summary>
    public Diagnostic Diagnostic { get; }
}
