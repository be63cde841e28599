using ReproBuild.Rewriting;

namespace ReproBuild.Causes.Counterfactuals;

/// <summary>Keeps the canonical forms of proven contents: a little in memory, the rest in a file. Safe for several threads.</summary>
/// <param name="folder">The folder for the file.</param>
internal sealed class CanonicalContents(string folder) : IDisposable
{
    /// <summary>How many bytes are kept; whoever goes beyond has no counterfactual.</summary>
    public const long MaxBytes = 1L << 30;

    private readonly ContentSpool _spool = new(Path.Combine(folder, "reprobuild-" + Path.GetRandomFileName()), ContentLimits.SpoolMemory);
    private readonly object _lock = new();

    /// <summary>Keeps a form that both sides have.</summary>
    /// <returns>Where it lies; null where there is no room.</returns>
    public ContentPlace? Keep(ReadOnlySpan<byte> form)
    {
        lock (_lock)
        {
            if (_spool.Length + form.Length > MaxBytes) return null;
            var place = new ContentPlace(_spool.Length, form.Length);
            _spool.Append(form);
            return place;
        }
    }

    /// <summary>Opens a form.</summary>
    public Stream Open(ContentPlace place) => new SpoolSection(_spool, place.Offset, place.Length);

    public void Dispose() => _spool.Dispose();
}
