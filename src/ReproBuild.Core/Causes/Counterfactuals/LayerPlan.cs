using ReproBuild.Archives;

namespace ReproBuild.Causes.Counterfactuals;

/// <summary>What is to be mended in one pair of layers.</summary>
internal sealed class LayerPlan
{
    private readonly PathNumbers _planOf = new(), _contentOf = new();
    private readonly List<EntryPlan> _plans = [EntryPlan.None];
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal) { [EntryPlan.None.Key] = 0 };
    private readonly List<ContentPlace> _contents = [];
    private long _added;

    /// <summary>Whether the sequence of the entries is a proven difference, so that both sides get one.</summary>
    public bool Sort { get; set; }

    /// <summary>Whether the layer, which holds nothing, is left out.</summary>
    public bool Drop { get; set; }

    /// <summary>Whether hard links are to become files, those whose plan says so.</summary>
    public bool Unlinks { get; private set; }

    /// <summary>Whether something of headers differs that is not proven.</summary>
    public bool KeepsHeaders { get; set; }

    /// <summary>Whether what stands behind the last entry differs, and nothing explains it.</summary>
    public bool KeepsEnd { get; set; }

    /// <summary>Whether the compression differs, and nothing explains it.</summary>
    public bool KeepsCompression { get; set; }

    /// <summary>How many times something was to be mended; null where more than headers is, or a header is not mended wholly.</summary>
    public long? HeadersOnly => Sort || Unlinks || KeepsHeaders || KeepsEnd || _contents.Count > 0 ? null : _added;

    /// <summary>Adds to what becomes of an entry.</summary>
    public void Add(string path, EntryPlan plan)
    {
        _added++;
        ulong key = PathNumbers.Key(path);
        if (_planOf[key] is { } old) plan = _plans[old].And(plan);
        if (!_known.TryGetValue(plan.Key, out int index))
        {
            _known[plan.Key] = index = _plans.Count;
            _plans.Add(plan);
        }

        Unlinks |= plan.Unlink;
        _planOf.Set(key, index);
    }

    /// <summary>Sets where the canonical content of a file lies.</summary>
    /// <returns>False where its path has another already.</returns>
    public bool SetContent(string path, ContentPlace place)
    {
        ulong key = PathNumbers.Key(path);
        if (_contentOf[key] is not null) return false;
        _contentOf.Set(key, _contents.Count);
        _contents.Add(place);
        return true;
    }

    /// <summary>What becomes of an entry.</summary>
    public EntryPlan Of(TarEntry entry) => _plans[_planOf[entry.Path] ?? 0];

    /// <summary>The canonical content of a file; null where it keeps its own.</summary>
    public ContentPlace? ContentOf(TarEntry entry) => _contentOf[entry.Path] is { } number ? _contents[number] : null;
}
