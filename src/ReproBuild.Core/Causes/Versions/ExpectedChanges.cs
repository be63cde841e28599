using System.Text.RegularExpressions;
using ReproBuild.Archives;
using ReproBuild.Causes.Accepting;
using ReproBuild.Comparing;

namespace ReproBuild.Causes.Versions;

/// <summary>What may change from one version of an image to the next.</summary>
public sealed class ExpectedChanges
{
    private readonly List<(string Text, PathPattern Pattern)> _paths = [];
    private readonly List<(string Text, Regex Pattern)> _fields = [];
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>Takes patterns.</summary>
    /// <param name="patterns">
    /// Patterns of paths, as <see cref="PathPattern"/> reads them; one that begins with <c>$</c> is of fields of the configuration or the manifest,
    /// and its <c>*</c> stands for anything: <c>$.history*</c>.
    /// </param>
    public ExpectedChanges(IEnumerable<string> patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        foreach (string pattern in patterns)
        {
            if (pattern.StartsWith('$')) _fields.Add((pattern, new Regex(@"\A" + string.Join(".*", pattern.Split('*').Select(Regex.Escape)) + @"\z", RegexOptions.NonBacktracking | RegexOptions.Singleline)));
            else _paths.Add((pattern, new PathPattern(pattern)));
        }
    }

    /// <summary>The patterns that nothing needed yet.</summary>
    public IEnumerable<string> Unused => _paths.Select(p => p.Text).Concat(_fields.Select(f => f.Text)).Where(p => !_used.Contains(p));

    /// <summary>Whether a path may change.</summary>
    public bool Covers(string path)
    {
        foreach (var (text, pattern) in _paths)
        {
            if (!pattern.Matches(path)) continue;
            _used.Add(text);
            return true;
        }

        return false;
    }

    /// <summary>Whether a difference was to be expected.</summary>
    /// <param name="difference">The difference.</param>
    /// <param name="left">The one version.</param>
    /// <param name="right">The other.</param>
    /// <param name="cancellation">Ends the reading of a layer that stands on one side alone.</param>
    public bool Cover(Difference difference, ImageArchive left, ImageArchive right, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(difference);
        return difference.Kind switch
        {
            // How layers are packed is no change of what they hold, and no digest depends on an index.
            DifferenceKind.IndexField or DifferenceKind.Compression or DifferenceKind.EntryOrder or DifferenceKind.TarPadding => true,
            DifferenceKind.ConfigField or DifferenceKind.ManifestField => difference.Fields.All(f => CoversField(f.Name)),
            DifferenceKind.LayerMissing => CoversLayer(difference, left, right, cancellation),
            _ => difference.Path is { } path && Covers(path),
        };
    }

    private bool CoversField(string name)
    {
        foreach (var (text, pattern) in _fields)
        {
            if (!pattern.IsMatch(name)) continue;
            _used.Add(text);
            return true;
        }

        return false;
    }

    // A layer more or less is what its entries are.
    private bool CoversLayer(Difference difference, ImageArchive left, ImageArchive right, CancellationToken cancellation)
    {
        var (archive, digest) = difference.Layer!.Left is { } l ? (left, l) : (right, difference.Layer.Right!);
        var layer = archive.Images.Where(i => i.Platform == difference.Platform).SelectMany(i => i.Layers).First(x => x.Blob.Digest == digest);
        using var reader = LayerReader.Open(archive, layer, cancellation, checkDiffId: false);
        while (reader.Next() is { } entry)
        {
            if (ImagePath.Clean(entry.Path).Length > 0 && !Covers(entry.Path)) return false;
        }

        return true;
    }
}
