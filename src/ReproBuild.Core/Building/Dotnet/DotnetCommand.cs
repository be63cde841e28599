using System.Text;

namespace ReproBuild.Building.Dotnet;

/// <summary>The child <c>dotnet publish</c> that makes an archive.</summary>
internal static class DotnetCommand
{
    // The asking build's own state, which would send a child to folders, sessions or results that are not its own; what the dotnet
    // program adds by itself; and what has a switch of its own (a framework must not reach the restore as a property).
    private static readonly HashSet<string> NotForwarded = new(StringComparer.OrdinalIgnoreCase)
    {
        "ArtifactsPath", "BaseIntermediateOutputPath", "BaseOutputPath", "BuildingInsideVisualStudio", "BuildingSolutionFile",
        "BuildProjectReferences", "Configuration", "ContainerArchiveOutputPath", "ContainerRegistry", "CurrentSolutionConfigurationContents",
        "DesignTimeBuild", "DOTNET_CLI_DISABLE_PUBLISH_AND_PACK_RELEASE", "EnableSdkContainerSupport", "ExcludeRestorePackageImports",
        "IntermediateOutputPath", "LocalRegistry", "MSBuildIsRestoring", "MSBuildProjectExtensionsPath", "MSBuildRestoreSessionId", "NoBuild",
        "NoRestore", "NuGetInteractive", "OutDir", "OutputPath", "PackageOutputPath", "PathMap", "PublishDir", "PublishProfile",
        "ReproOutputPath", "ReproVerifyOnPublish", "TargetFramework",
    };

    // Names that begin with an underscore are private to a build, but for what the command line noted of itself.
    private static bool IsForwarded(string name) =>
        !NotForwarded.Contains(name) && (!name.StartsWith('_') || name.StartsWith("_CommandLineDefined", StringComparison.Ordinal));

    /// <summary>The arguments of the child.</summary>
    /// <param name="project">The project.</param>
    /// <param name="source">Its source.</param>
    /// <param name="place">The path that the child sees the source at.</param>
    /// <param name="archive">Where it writes the archive; absolute.</param>
    /// <param name="overrides">Properties that go before those of the asking build.</param>
    /// <param name="runtime">The runtime identifier to build for; null for the project's own choice.</param>
    /// <param name="packages">Another name under which the child has the package folder; null for none.</param>
    public static IReadOnlyList<string> Arguments(
        DotnetProject project, DotnetSource source, string place, string archive, IReadOnlyDictionary<string, string> overrides, string? runtime = null, string? packages = null)
    {
        var properties = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in project.GlobalProperties)
            if (IsForwarded(name)) properties[name] = AtPlace(value, source.Root, place);
        properties["PathMap"] = PathMap(project, source, place, packages);
        properties["UseSharedCompilation"] = "false";
        foreach (var (name, value) in overrides) properties[name] = value;
        if (runtime is not null)
        {
            // Both, so that the SDK takes it for the build of one platform.
            properties["RuntimeIdentifier"] = properties["ContainerRuntimeIdentifier"] = runtime;
            // An index of OCI's has manifests of OCI's; the SDK decides so itself where it makes one.
            properties["ContainerImageFormat"] = "OCI";
        }
        properties["EnableSdkContainerSupport"] = "true";
        properties["ReproInnerBuild"] = "true";
        properties["ContainerArchiveOutputPath"] = archive;

        string[] Switch(string name, string property) =>
            project.GlobalProperties.TryGetValue(property, out string? value) && value.Length > 0 ? [name, value] : [];

        return
        [
            "publish", Path.Combine(place, source.Relative(project.ProjectFile)), "-t:PublishContainer", "-nologo", "-nodeReuse:false",
            "-v:minimal", "-tl:off", "-noAutoResponse", .. Switch("-c", "Configuration"), .. Switch("-f", "TargetFramework"), .. properties.Select(p => $"-p:{p.Key}={Escape(p.Value)}"),
        ];
    }

    // Global, so that referenced projects get it too. The package folder moves with the user. A comma and an equals sign in a path
    // are doubled (Roslyn's command line, -pathmap).
    private static string PathMap(DotnetProject project, DotnetSource source, string place, string? renamed)
    {
        static string Literal(string path) => Path.TrimEndingDirectorySeparator(path)
            .Replace(",", ",,", StringComparison.Ordinal).Replace("=", "==", StringComparison.Ordinal);

        string map = $"{Literal(place)}=/src";
        foreach (string packages in new[] { project.PackageRoot, renamed }.OfType<string>()) map += $",{Literal(packages)}=/nuget";
        return project.GlobalProperties.TryGetValue("PathMap", out string? own) && own.Length > 0
            ? AtPlace(own, source.Root, place) + "," + map
            : map;
    }

    private static string AtPlace(string value, string root, string place) =>
        DotnetSource.IsBelow(value, root) ? place + value[root.Length..] : value.Replace(root + "/", place + "/", StringComparison.Ordinal);

    // What MSBuild's language and command line would read as more than text. A semicolon stays one, in quotes: escaped, a list would be one item.
    private static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length);
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            bool atAnEnd = i == 0 || i == value.Length - 1;
            if (c is '%' or ',' or '$' or '@' or '*' or '?' or '(' or ')' or '\'' or '"' || char.IsControl(c) || (c == ' ' && atAnEnd)) escaped.Append($"%{(int)c:X2}");
            else escaped.Append(c);
        }
        return value.Contains(';', StringComparison.Ordinal) ? $"\"{escaped}\"" : escaped.ToString();
    }
}
