using System.Text.Json;
using ReproBuild.Diagnostics;

namespace ReproBuild.Causes.Dotnet;

/// <summary>The packages of a restored project, by its <c>project.assets.json</c>: which brings in which, and which files they add to a build.</summary>
internal sealed class RestoredPackages
{
    private const int MaxBytes = 64 << 20;

    private readonly Dictionary<string, HashSet<string>> _dependencies = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (string Name, List<string> Files)> _builds = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Nothing is known.</summary>
    public static RestoredPackages None { get; } = new();

    /// <summary>Reads the file.</summary>
    public static RestoredPackages Load(string? path)
    {
        try
        {
            if (path is null) return None;
            RegularFile.Require(path);
            if (new FileInfo(path) is not { Exists: true, Length: <= MaxBytes }) return None;
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var packages = new RestoredPackages();
            packages.Read(document.RootElement);
            return packages;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // Blame is a help: without the list there is less of it.
            return None;
        }
    }

    /// <summary>The MSBuild files of all packages: the package with its version, and the absolute path.</summary>
    public IEnumerable<(string Id, string Words, string File)> BuildFiles =>
        _builds.OrderBy(b => b.Key, StringComparer.OrdinalIgnoreCase).SelectMany(b => b.Value.Files.Select(f => (b.Key, b.Value.Name, f)));

    /// <summary>Those of the given packages that bring in another, the nearest first.</summary>
    public IEnumerable<string> Bringers(string package, IEnumerable<string> direct) => direct.Where(d => Brings(d, package, []));

    private bool Brings(string from, string package, HashSet<string> seen) =>
        seen.Add(from) && _dependencies.TryGetValue(from, out var next) && (next.Contains(package) || next.Any(n => Brings(n, package, seen)));

    private void Read(JsonElement root)
    {
        string[] folders = [.. root.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name)];
        foreach (var library in root.GetProperty("libraries").EnumerateObject())
        {
            if (library.Name.Split('/') is not [var id, var version] || !library.Value.GetProperty("type").ValueEquals("package")) continue;

            string path = library.Value.GetProperty("path").GetString()!;
            var files = library.Value.GetProperty("files").EnumerateArray().Select(f => f.GetString()!).Where(IsBuildFile)
                .Select(f => folders.Select(folder => Path.Combine(folder, path, f)).FirstOrDefault(File.Exists)).OfType<string>().ToList();
            _builds[id] = ($"{id} {version}", files);
        }

        foreach (var library in root.GetProperty("targets").EnumerateObject().SelectMany(t => t.Value.EnumerateObject()))
        {
            string id = library.Name.Split('/')[0];
            if (!_dependencies.TryGetValue(id, out var known)) _dependencies[id] = known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            if (library.Value.TryGetProperty("dependencies", out var needed)) known.UnionWith(needed.EnumerateObject().Select(d => d.Name));
        }
    }

    private static bool IsBuildFile(string file) =>
        file.StartsWith("build", StringComparison.OrdinalIgnoreCase) && Path.GetExtension(file) is (".targets" or ".props");
}
