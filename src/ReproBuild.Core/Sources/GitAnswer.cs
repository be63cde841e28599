namespace ReproBuild.Sources;

/// <summary>What git answered.</summary>
/// <param name="ExitCode">0 for success.</param>
/// <param name="Output">Its standard output, as it is.</param>
/// <param name="Error">Its standard error, without the last line break.</param>
public sealed record GitAnswer(int ExitCode, string Output, string Error)
{
    /// <summary>Whether git did what it was asked.</summary>
    public bool Succeeded => ExitCode == 0;

    /// <summary>The names of an answer that was asked for with <c>-z</c>.</summary>
    public IReadOnlyList<string> Names => Output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
}
