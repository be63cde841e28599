namespace ReproBuild.Building.Dotnet;

/// <summary>The child <c>dotnet publish</c> that makes an archive.</summary>
internal static class DotnetCommand
{
    // The asking build's own state, which would send a child to folders, sessions or results that are not its own.
    private static readonly HashSet<string> NotForwarded = new(StringComparer.OrdinalIgnoreCase)
    {
        "MSBuildRestoreSessionId", "MSBuildIsRestoring", "ExcludeRestorePackageImports", "RestoreUseStaticGraphEvaluation",
        "ContainerArchiveOutputPath", "PathMap", "PublishProfile", "NoBuild", "NoRestore", "BuildProjectReferences",
        "CurrentSolutionConfigurationContents", "DesignTimeBuild", "BuildingInsideVisualStudio",
        "OutputPath", "OutDir", "PublishDir", "BaseOutputPath", "BaseIntermediateOutputPath", "IntermediateOutputPath",
        "ReproVerifyOnPublish", "ReproOutputPath", "ReproBaseImageAddress",
    };

    /// <summary>The arguments of the child.</summary>
    /// <param name="project">The project.</param>
    /// <param name="source">Its source.</param>
    /// <param name="place">The path that the child sees the source at.</param>
    /// <param name="archive">Where it writes the archive; absolute.</param>
    /// <param name="overrides">Properties that go before those of the asking build.</param>
    public static IReadOnlyList<string> Arguments(
        DotnetProject project, DotnetSource source, string place, string archive, IReadOnlyDictionary<string, string> overrides)
    {
        var properties = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in project.GlobalProperties)
            if (!NotForwarded.Contains(name) && !name.StartsWith('_')) properties[name] = AtPlace(value, source.Root, place);
        properties["PathMap"] = PathMap(project, source, place);
        properties["UseSharedCompilation"] = "false";
        foreach (var (name, value) in overrides) properties[name] = value;
        properties["ReproInnerBuild"] = "true";
        properties["ContainerArchiveOutputPath"] = archive;

        return
        [
            "publish", Path.Combine(place, source.Relative(project.ProjectFile)), "-t:PublishContainer", "-nologo", "-nodeReuse:false",
            "-v:minimal", "-tl:off", "-noAutoResponse", .. properties.Select(p => $"-p:{p.Key}={Escape(p.Value)}"),
        ];
    }

    // Global, so that referenced projects get it too. The package folder moves with the user.
    private static string PathMap(DotnetProject project, DotnetSource source, string place)
    {
        string map = $"{place}/=/src/";
        if (project.PackageRoot is { } packages) map += $",{Path.TrimEndingDirectorySeparator(packages)}/=/nuget/";
        return project.GlobalProperties.TryGetValue("PathMap", out string? own) && own.Length > 0
            ? AtPlace(own, source.Root, place) + "," + map
            : map;
    }

    private static string AtPlace(string value, string root, string place) =>
        DotnetSource.IsBelow(value, root) ? place + value[root.Length..] : value.Replace(root + "/", place + "/", StringComparison.Ordinal);

    // MSBuild's own escapes, and the separators of its command line.
    private static string Escape(string value) => value
        .Replace("%", "%25", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal).Replace("$", "%24", StringComparison.Ordinal)
        .Replace("@", "%40", StringComparison.Ordinal);
}
