namespace ReproBuild.Building;

/// <summary>
/// An engine ended in failure. <c>TwiceBuilder</c> turns it into the diagnostic that fits the pass it happened in.
/// </summary>
public sealed class BuildFailedException : Exception
{
    /// <summary>Says how an engine failed.</summary>
    /// <param name="message">What failed, in one sentence, without the log.</param>
    /// <param name="lastLines">The last lines that the engine said, oldest first.</param>
    /// <param name="hint">What may be the reason, if something is suspected.</param>
    public BuildFailedException(string message, IReadOnlyList<string> lastLines, string? hint = null)
        : base(message) => (LastLines, Hint) = (lastLines, hint);

    /// <summary>The last lines that the engine said, oldest first.</summary>
    public IReadOnlyList<string> LastLines { get; }

    /// <summary>What may be the reason, if something is suspected.</summary>
    public string? Hint { get; }

    /// <summary>The code of what is known to be the reason; null for a failure like any other.</summary>
    public string? Code { get; init; }
}
