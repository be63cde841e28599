using ReproBuild.Archives;
using ReproBuild.Rewriting;

namespace ReproBuild.Causes.Counterfactuals;

/// <summary>The files behind those hard links of a layer that are to become files of their own.</summary>
/// <remarks>A link may lead over others, and stand before what it leads to: the layer's headers are read first, then these files.</remarks>
internal sealed class LinkedFiles : IDisposable
{
    private const int MaxLinks = 40;

    private readonly Dictionary<string, string> _targets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, File> _files = new(StringComparer.Ordinal);
    private readonly ContentSpool _spool;

    private LinkedFiles(string temporaryFolder) => _spool = new ContentSpool(Path.Combine(temporaryFolder, "reprobuild-" + Path.GetRandomFileName()));

    /// <summary>A file: its canonical header, and where its content lies.</summary>
    public sealed record File(CanonicalTarEntry Header, long Offset);

    /// <summary>Reads a layer twice, and keeps the files.</summary>
    public static LinkedFiles Read(Func<LayerReader> open, LayerPlan plan, CounterfactualSource source, string layer, CancellationToken cancellation)
    {
        var linked = new LinkedFiles(source.TemporaryFolder);
        try
        {
            linked.ReadTargets(open, cancellation);
            linked.ReadFiles(open, new MendedEntry(source.Epoch), plan, layer, cancellation);
            return linked;
        }
        catch
        {
            linked.Dispose();
            throw;
        }
    }

    /// <summary>The file that a hard link leads to; null for what is no link, or leads to no file of this layer.</summary>
    public File? Of(TarEntry entry) => entry.Type == TarEntryType.HardLink && Resolve(ImagePath.Clean(entry.Path)) is { } path ? _files.GetValueOrDefault(path) : null;

    /// <summary>Opens a file's content.</summary>
    public Stream Open(File file) => new SpooledContent(_spool, new LayerEntry(file.Header, file.Offset, null));

    private void ReadTargets(Func<LayerReader> open, CancellationToken cancellation)
    {
        using var reader = open();
        while (reader.Next() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            string path = ImagePath.Clean(entry.Path);
            if (entry.Type == TarEntryType.HardLink) _targets[path] = ImagePath.Clean(entry.LinkTarget);
            else _targets.Remove(path);
        }
    }

    private void ReadFiles(Func<LayerReader> open, MendedEntry entries, LayerPlan plan, string layer, CancellationToken cancellation)
    {
        var wanted = _targets.Keys.Select(Resolve).OfType<string>().ToHashSet(StringComparer.Ordinal);
        byte[] buffer = new byte[128 << 10];
        using var reader = open();
        while (reader.Next() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            string path = ImagePath.Clean(entry.Path);
            if (entry.Type is not (TarEntryType.File or TarEntryType.SparseFile) || !wanted.Contains(path)) continue;

            _files[path] = new File(entries.Of(entry, plan.Of(entry), null, layer), _spool.Length);
            if (entry.Size == 0) continue;
            using var content = reader.OpenContent();
            for (int count; (count = content.Read(buffer)) > 0;)
            {
                if (_spool.Length + count > MendedLayer.MaxSorted) throw Limits.Exceeded(nameof(MendedLayer.MaxSorted), MendedLayer.MaxSorted, $"The files behind hard links of {layer} are over {_spool.Length} bytes long");
                _spool.Append(buffer.AsSpan(0, count));
            }
        }
    }

    private string? Resolve(string path)
    {
        for (int i = 0; i < MaxLinks; i++)
        {
            if (!_targets.TryGetValue(path, out string? target)) return i == 0 ? null : path;
            path = target;
        }

        return null;
    }

    public void Dispose() => _spool.Dispose();
}
