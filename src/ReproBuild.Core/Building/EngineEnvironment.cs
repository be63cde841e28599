namespace ReproBuild.Building;

/// <summary>The environment that an engine runs in.</summary>
internal static class EngineEnvironment
{
    /// <summary>The plan's changes, and what makes programs speak the language that we read.</summary>
    public static Dictionary<string, string?> Of(IReadOnlyDictionary<string, string?> changes) => new(changes, StringComparer.Ordinal)
    {
        ["LC_ALL"] = "C.UTF-8",
        ["LANG"] = "C.UTF-8",
        ["DOCKER_CLI_HINTS"] = "false",
    };
}
