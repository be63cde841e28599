using System.Text;
using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>The differing contents of one pair of layers.</summary>
/// <param name="first">One of its differences, for what all have in common.</param>
internal sealed class QueuedLayer(Difference first)
{
    private readonly Dictionary<ulong, (long Sequence, Difference? Difference)> _byPath = [];

    /// <summary>What all of them have in common: platform, layer, blame.</summary>
    public Difference Common { get; } = first with { Path = null, Content = null };

    /// <summary>How many there are.</summary>
    public int Count => _byPath.Count;

    /// <summary>Adds one.</summary>
    /// <returns>
    /// False where its path is there already, since of two entries with one path one alone can be found again, and where the path is no UTF-8, since
    /// others may look like it.
    /// </returns>
    public bool Add(Difference difference, long sequence, bool keep) =>
        !difference.Path!.Contains('\uFFFD', StringComparison.Ordinal) && _byPath.TryAdd(Key(difference.Path!), (sequence, keep ? difference : null));

    /// <summary>Whether the content at a path differs.</summary>
    /// <param name="path">The path, as the tar gives it.</param>
    public bool Contains(string path) => _byPath.ContainsKey(Key(path));

    /// <summary>The difference at a path; taken out, so that what is left at the end was not found again.</summary>
    public (long Sequence, Difference Difference)? Take(string path, long leftSize, long rightSize)
    {
        if (!_byPath.Remove(Key(path), out var found)) return null;
        return (found.Sequence, found.Difference ?? Common with { Path = path, Content = new ContentDifference(leftSize, rightSize, null, null, null) });
    }

    /// <summary>What was not found again.</summary>
    public IEnumerable<(long Sequence, Difference Difference)> Left =>
        _byPath.Values.OrderBy(v => v.Sequence).Select(v => (v.Sequence, v.Difference ?? Common with { Path = "?" }));

    private static ulong Key(string path) => EntryKey.Hash(Encoding.UTF8.GetBytes(ImagePath.Clean(path)));
}
