using System.Text;
using ReproBuild.Archives;
using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Rewriting;

/// <summary>
/// What a layer means: the files that unpacking it entry by entry leaves behind. The later entry wins; what is no folder
/// replaces what lies below it, and the other way round; hard links share one file; a whiteout removes what came before it.
/// </summary>
internal sealed class LayerModel
{
    private readonly SortedDictionary<string, Node> _places = new(StringComparer.Ordinal);

    private sealed record Node(string Text)
    {
        // Records compare by value; files that are linked are told apart by this.
        public required Guid Identity { get; init; }
    }

    public static LayerModel Of(ImageArchive archive, ImageLayer layer)
    {
        var model = new LayerModel();
        using var reader = LayerReader.Open(archive, layer, CancellationToken.None);
        while (reader.Next() is { } entry)
        {
            using var content = new MemoryStream();
            using (var stream = reader.OpenContent()) stream.CopyTo(content);
            model.Unpack(entry, content.ToArray());
        }
        return model;
    }

    /// <summary>Every place with what lies there, and which places share one file.</summary>
    public override string ToString()
    {
        var names = new Dictionary<Guid, string>();
        var text = new StringBuilder();
        foreach (var (place, node) in _places)
        {
            names.TryAdd(node.Identity, place);
            text.Append(place).Append(" = ").Append(node.Text).Append(" as ").Append(names[node.Identity]).Append('\n');
        }
        return text.ToString();
    }

    private void Unpack(TarEntry entry, byte[] content)
    {
        string place = PlaceOf(entry.Path);
        string name = place[(place.LastIndexOf('/') + 1)..];
        if (name.StartsWith(".wh.", StringComparison.Ordinal) && !name.StartsWith(".wh..wh.", StringComparison.Ordinal))
        {
            Remove(place[..^name.Length] + name[4..]);
        }
        for (int slash = place.LastIndexOf('/'); slash > 0; slash = place.LastIndexOf('/', slash - 1))
        {
            if (_places.TryGetValue(place[..slash], out var above) && !above.Text.StartsWith("Directory", StringComparison.Ordinal)) _places.Remove(place[..slash]);
        }
        if (entry.Type != TarEntryType.Directory) Remove(place);

        if (entry.Type == TarEntryType.HardLink && _places.TryGetValue(PlaceOf(entry.LinkTarget), out var target)) _places[place] = target;
        else if (entry.Type == TarEntryType.HardLink) _places[place] = new Node($"link to {PlaceOf(entry.LinkTarget)} below") { Identity = Guid.NewGuid() };
        else _places[place] = new Node(Describe(entry, content)) { Identity = Guid.NewGuid() };
    }

    private void Remove(string place)
    {
        foreach (string below in _places.Keys.Where(p => p == place || p.StartsWith(place + "/", StringComparison.Ordinal)).ToArray()) _places.Remove(below);
    }

    private static string Describe(TarEntry entry, byte[] content)
    {
        var type = entry.Type == TarEntryType.SparseFile ? TarEntryType.File : entry.Type;
        string xattrs = string.Join(",", entry.GetXattrs().Select(x => $"{x.Key}={Convert.ToHexString(x.Value.Span)}"));
        return $"{type} mode {entry.Mode} of {entry.Uid}:{entry.Gid} dev {entry.DevMajor}:{entry.DevMinor} -> {entry.LinkTarget} [{xattrs}] {Digest.Of(content).Abbreviated} ({content.Length})";
    }

    private static string PlaceOf(string path) => string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != "."));
}
