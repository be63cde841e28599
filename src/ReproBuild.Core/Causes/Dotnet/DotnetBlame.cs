using System.Text.Json;
using ReproBuild.Comparing;

namespace ReproBuild.Causes.Dotnet;

/// <summary>Tells who wrote a file of a published .NET application: the project, a package, or a target of the SDK.</summary>
public static class DotnetBlame
{
    private static readonly (string Ending, string Target)[] Targets =
    [
        (".staticwebassets.endpoints.json", "GenerateStaticWebAssetsPublishManifest"),
        (".deps.json", "GeneratePublishDependencyFile"),
        (".runtimeconfig.json", "GenerateBuildRuntimeConfigurationFiles"),
        (".staticwebassets.runtime.json", "GenerateStaticWebAssetsManifest"),
    ];

    private static readonly string[] Sections = ["runtime", "native", "resources", "runtimeTargets"];

    /// <summary>Who wrote a file.</summary>
    /// <param name="path">The file's path in the image.</param>
    /// <param name="application">The application.</param>
    /// <returns>A few words, fit for a log: <c>package CliWrap 3.10.5</c>; null where nothing tells.</returns>
    public static string? Origin(string path, DotnetApplication application)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(application);
        string clean = ImagePath.Clean(path), name = ImagePath.Name(path);
        foreach (var (ending, target) in Targets)
        {
            if (name.EndsWith(ending, StringComparison.Ordinal)) return $"target {target} of the .NET SDK";
        }

        if (clean.Contains("wwwroot/_framework/", StringComparison.Ordinal)) return "the Blazor WebAssembly targets of the .NET SDK";
        if (name == application.AssemblyName || name == application.AssemblyName + ".exe") return "target _CreateAppHost of the .NET SDK";
        if (Path.GetFileNameWithoutExtension(name) == application.AssemblyName && Path.GetExtension(name) is ".dll" or ".pdb" or ".xml")
            return $"project {Printable.Escape(application.ProjectFile)}";
        return Library(name, application.DependencyFile);
    }

    private static string? Library(string name, ReadOnlyMemory<byte> dependencies)
    {
        if (dependencies.IsEmpty) return null;
        try
        {
            using var document = JsonDocument.Parse(dependencies);
            foreach (var target in document.RootElement.GetProperty("targets").EnumerateObject())
            {
                foreach (var library in target.Value.EnumerateObject())
                {
                    if (Holds(library.Value, name)) return Words(document.RootElement, library.Name);
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // Blame is a help: without the list there is none.
        }

        return null;
    }

    // Symbols lie beside their assembly, and are not listed.
    private static bool Holds(JsonElement library, string name) => Sections.Any(section =>
        library.TryGetProperty(section, out var files) && files.EnumerateObject().Any(f =>
        {
            string file = f.Name[(f.Name.LastIndexOf('/') + 1)..];
            return file == name || (name.EndsWith(".pdb", StringComparison.Ordinal) && Path.ChangeExtension(file, ".pdb") == name);
        }));

    private static string Words(JsonElement root, string library)
    {
        bool project = root.TryGetProperty("libraries", out var libraries) && libraries.TryGetProperty(library, out var entry)
            && entry.TryGetProperty("type", out var type) && type.ValueEquals("project");
        return $"{(project ? "project reference" : "package")} {Printable.Escape(library.Replace('/', ' '))}";
    }
}
