namespace ReproBuild.Causes.Dotnet;

/// <summary>Properties that several causes ask for.</summary>
internal static class DotnetRemedies
{
    /// <summary>Paths that do not tell where something was built.</summary>
    public const string Paths = """
        <ContinuousIntegrationBuild>true</ContinuousIntegrationBuild>
        <PathMap>$(MSBuildProjectDirectory)=/src/$(MSBuildProjectName)</PathMap>
        """;

    /// <summary>An SDK of one version.</summary>
    public const string Pin = """
        {
          "sdk": { "version": "10.0.401", "rollForward": "disable" }
        }
        """;
}
