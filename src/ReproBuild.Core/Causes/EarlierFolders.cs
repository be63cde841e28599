using ReproBuild.Archives;

namespace ReproBuild.Causes;

/// <summary>Which names folders hold before a layer is laid over them.</summary>
internal sealed class EarlierFolders
{
    private readonly Dictionary<string, HashSet<string>> _names;
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);

    private EarlierFolders(IEnumerable<string> folders) => _names = folders.Distinct().ToDictionary(f => f, _ => new HashSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>Lays layers over each other.</summary>
    /// <param name="layers">Opens each, the first first.</param>
    /// <param name="folders">The folders that will be asked for.</param>
    /// <param name="cancellation">Ends it.</param>
    public static EarlierFolders Read(IEnumerable<Func<LayerReader>> layers, IEnumerable<string> folders, CancellationToken cancellation)
    {
        var earlier = new EarlierFolders(folders);
        foreach (var open in layers)
        {
            using var layer = open();
            earlier.Lay(layer, cancellation);
        }

        return earlier;
    }

    /// <summary>The names in a folder; null where a link leads there, so that it may lie elsewhere.</summary>
    public IReadOnlySet<string>? Names(string folder) => _unknown.Contains(folder) ? null : _names.GetValueOrDefault(folder);

    // What a layer hides is of earlier layers, wherever in it that is said; so what it brings is added afterwards.
    private void Lay(LayerReader layer, CancellationToken cancellation)
    {
        var brought = new List<(HashSet<string> Folder, string Name)>();
        while (layer.Next() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            string path = ImagePath.Clean(entry.Path);

            // Where it leads depends on what is there.
            if (!ImagePath.IsPlain(path)) _unknown.UnionWith(_names.Keys);
            foreach (var (folder, names) in _names)
            {
                if (Whiteout.IsOpaque(path))
                {
                    if (IsIn(folder, Whiteout.Folder(path))) names.Clear();
                }
                else if (Whiteout.Is(path)) Hide(folder, names, Whiteout.Hidden(path));
                else if (path != folder && IsIn(path, folder)) brought.Add((names, NameIn(path, folder)));
                else if (entry.Type != TarEntryType.Directory && IsIn(folder, path)) _unknown.Add(folder);
            }
        }

        foreach (var (folder, name) in brought) folder.Add(name);
    }

    private static void Hide(string folder, HashSet<string> names, string hidden)
    {
        if (IsIn(folder, hidden)) names.Clear();
        else if (Whiteout.Folder(hidden) == folder) names.Remove(ImagePath.Name(hidden));
    }

    private static string NameIn(string path, string folder)
    {
        string rest = folder.Length == 0 ? path : path[(folder.Length + 1)..];
        return rest.IndexOf('/') is >= 0 and int slash ? rest[..slash] : rest;
    }

    // Whether a path is a folder, or lies below it.
    private static bool IsIn(string path, string folder) =>
        folder.Length == 0 || path == folder || (path.StartsWith(folder, StringComparison.Ordinal) && path[folder.Length] == '/');
}
