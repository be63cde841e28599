namespace ReproBuild.Building;

/// <summary>How a child process ended.</summary>
/// <param name="ExitCode">Its exit code; 0 for success.</param>
/// <param name="LastLines">The last lines that it said, oldest first.</param>
public sealed record EngineExit(int ExitCode, IReadOnlyList<string> LastLines);
