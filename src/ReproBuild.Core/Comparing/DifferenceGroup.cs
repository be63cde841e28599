namespace ReproBuild.Comparing;

/// <summary>The differences that are told together: a few of them, and how many there are.</summary>
internal sealed class DifferenceGroup(Difference first)
{
    /// <summary>How many differences are kept to be shown.</summary>
    public const int MaxSamples = 5;

    private readonly List<Difference> _samples = [];
    private readonly Dictionary<string, long> _fields = new(StringComparer.Ordinal);

    /// <summary>The first of them.</summary>
    public Difference First { get; } = first;

    /// <summary>The first few, in their order.</summary>
    public IReadOnlyList<Difference> Samples => _samples;

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>How often each field differs, the most frequent first; of many distinct names only some.</summary>
    public IEnumerable<KeyValuePair<string, long>> Fields => _fields.OrderByDescending(f => f.Value).ThenBy(f => f.Key, StringComparer.Ordinal);

    /// <summary>Counts one more.</summary>
    public void Add(Difference difference)
    {
        Count++;
        if (_samples.Count < MaxSamples) _samples.Add(difference);
        foreach (var field in difference.Fields)
        {
            // Names of fields come from images too: they are counted, not collected.
            if (_fields.TryGetValue(field.Name, out long count)) _fields[field.Name] = count + 1;
            else if (_fields.Count < 32) _fields[field.Name] = 1;
        }
    }
}
