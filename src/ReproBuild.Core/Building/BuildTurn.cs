using System.Globalization;

namespace ReproBuild.Building;

/// <summary>
/// The order of two builds of which the second starts its engine while the first still works. Told by files, since the process that
/// builds may be several away from the one that asks.
/// </summary>
/// <param name="underwayFile">The file that a build makes when its first step begins.</param>
/// <param name="turnFile">The file that a build waits for before its first step; null for the first build, which waits for nothing.</param>
public sealed class BuildTurn(string underwayFile, string? turnFile)
{
    /// <summary>The file that the build makes when its first step is about to begin: it has read its project, and restored.</summary>
    public string UnderwayFile => underwayFile;

    /// <summary>The file that the build waits for before its first step; null for nothing.</summary>
    public string? TurnFile => turnFile;

    /// <summary>Whether the build has come to its first step.</summary>
    public bool IsUnderway => File.Exists(underwayFile);

    /// <summary>How long the build had waited when it was given its turn.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>What the build's environment says of it.</summary>
    public IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?>
    {
        ["REPROBUILD_UNDERWAY"] = underwayFile,
        ["REPROBUILD_TURN"] = turnFile,
        ["REPROBUILD_ASKER"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Lets the build begin.</summary>
    internal void Give()
    {
        if (IsUnderway && DateTime.UtcNow - File.GetLastWriteTimeUtc(underwayFile) is var waited && waited > TimeSpan.Zero) Waited = waited;
        File.WriteAllBytes(turnFile!, []);
    }
}
