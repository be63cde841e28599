using System.Security.Cryptography;
using System.Text;
using ReproBuild.Archives;
using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>What one layer says of some paths. An entry that stands twice counts as the last says, as engines unpack it.</summary>
internal sealed class LayerFacts
{
    private const int MaxLinks = 40;

    private readonly Dictionary<string, EntryFact> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _parents = new(StringComparer.Ordinal);
    private readonly HashSet<string> _twice = new(StringComparer.Ordinal);
    private readonly HashSet<string> _whiteouts = new(StringComparer.Ordinal);
    private bool _leadsElsewhere;

    /// <summary>What a layer says that is not there.</summary>
    public static LayerFacts Nothing { get; } = new() { IsEmpty = true };

    /// <summary>Whether it has no entry at all.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>The layers below, the nearest first, each read when it is asked for.</summary>
    public IReadOnlyList<Lazy<LayerFacts>> Earlier { get; init; } = [];

    /// <summary>What lies in folders of the layers below; null where nobody asked.</summary>
    public EarlierFolders? Folders { get; init; }

    /// <summary>Reads a layer.</summary>
    /// <param name="layer">The layer, at its beginning.</param>
    /// <param name="wanted">The paths that will be asked for.</param>
    /// <param name="earlier">The layers below, the nearest first.</param>
    /// <param name="folders">What lies in folders of the layers below; null where nobody asked.</param>
    /// <param name="cancellation">Ends it.</param>
    public static LayerFacts Read(
        LayerReader layer, IReadOnlySet<string> wanted, IReadOnlyList<Lazy<LayerFacts>> earlier, EarlierFolders? folders, CancellationToken cancellation)
    {
        var facts = new LayerFacts { IsEmpty = true, Earlier = earlier, Folders = folders };
        while (layer.Next() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            facts.IsEmpty = false;
            string path = ImagePath.Clean(entry.Path);
            if (folders is not null && Whiteout.Is(path)) facts._whiteouts.Add(path);
            facts._leadsElsewhere |= folders is not null && !ImagePath.IsPlain(path);
            for (int slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            {
                string parent = path[..slash];
                if (wanted.Contains(parent)) facts._parents.Add(parent);
            }

            if (!wanted.Contains(path)) continue;
            if (facts._entries.ContainsKey(path)) facts._twice.Add(path);
            facts._entries[path] = EntryFact.Of(layer, entry);
        }

        return facts;
    }

    /// <summary>What stands at a path; null where nothing does.</summary>
    public EntryFact? At(string path) => _entries.GetValueOrDefault(path);

    /// <summary>What the layers below last said of a path; null where they say nothing. What was deleted since counts all the same.</summary>
    public EntryFact? Before(string path) => Earlier.Select(layer => layer.Value.At(path)).FirstOrDefault(entry => entry is not null);

    /// <summary>Whether something stands below a folder.</summary>
    public bool HasBelow(string folder) => _parents.Contains(folder);

    /// <summary>Which names of a folder of earlier layers this layer hides, one by one or as a whole; null where that is not known.</summary>
    public IReadOnlySet<string>? HiddenIn(string folder)
    {
        if (_leadsElsewhere || Folders?.Names(folder) is not { } names) return null;

        // Who hides the folder itself, or one around it, hides all that is in it.
        for (string at = folder; at.Length > 0; at = Whiteout.Folder(at))
        {
            if (_whiteouts.Contains(Whiteout.Of(at)) || (at != folder && _whiteouts.Contains(Whiteout.Opaque(at)))) return names;
        }

        return _whiteouts.Contains(Whiteout.Opaque(folder)) ? names
            : names.Where(name => _whiteouts.Contains(Whiteout.Of(folder.Length == 0 ? name : $"{folder}/{name}"))).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The file that a path comes to when its hard links are followed; null where that is not known, or is no file.</summary>
    public EntryFact? FileAt(string path)
    {
        for (int i = 0; i < MaxLinks && At(path) is { } entry; i++)
        {
            if (entry.Type is TarEntryType.File or TarEntryType.SparseFile) return entry;
            if (entry.Type != TarEntryType.HardLink) return null;
            path = ImagePath.Clean(entry.Link);

            // Which of the two it was linked to depends on where the link stands.
            if (_twice.Contains(path)) return null;
        }

        return null;
    }
}

/// <summary>What an entry is and holds.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Link">Its link's target.</param>
/// <param name="Mode">Its mode, without the bits of the type.</param>
/// <param name="Uid">Its owner.</param>
/// <param name="Gid">Its group.</param>
/// <param name="Device">Its numbers, for a device.</param>
/// <param name="Attributes">Its extended attributes.</param>
/// <param name="Hash">The hash of its content.</param>
internal sealed record EntryFact(TarEntryType Type, string Link, int Mode, long Uid, long Gid, (uint, uint) Device, string Attributes, string Hash)
{
    /// <summary>Takes what a reader stands at.</summary>
    public static EntryFact Of(LayerReader layer, TarEntry entry)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in entry.GetXattrs().OrderBy(x => x.Key, StringComparer.Ordinal))
            text.Append(name).Append('=').Append(Convert.ToHexString(value.Span)).Append('\n');
        var type = entry.Type == TarEntryType.SparseFile ? TarEntryType.File : entry.Type;
        return new EntryFact(
            type, entry.LinkTarget, entry.Mode & Metadata.FileMode.Bits, entry.Uid, entry.Gid, (entry.DevMajor, entry.DevMinor), text.ToString(),
            Convert.ToHexString(entry.Size == 0 ? SHA256.HashData([]) : ContentPrint.Of(layer, entry).Hash));
    }
}
