using ReproBuild.Archives;
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

    /// <summary>Keeps both forms.</summary>
    /// <returns>Where they lie; null where there is no room.</returns>
    public ContentPlace? Keep(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        lock (_lock)
        {
            if (_spool.Length + left.Length + right.Length > MaxBytes) return null;
            var place = new ContentPlace(_spool.Length, left.Length, _spool.Length + left.Length, right.Length);
            _spool.Append(left);
            _spool.Append(right);
            return place;
        }
    }

    /// <summary>Opens a form.</summary>
    public Stream Open((long Offset, int Length) place) => new Reader(_spool, place.Offset, place.Length);

    public void Dispose() => _spool.Dispose();

    private sealed class Reader(ContentSpool spool, long offset, int length) : ForwardStream
    {
        private int _position;

        public override int Read(Span<byte> buffer)
        {
            int count = Math.Min(buffer.Length, length - _position);
            if (count <= 0) return 0;
            count = spool.Read(offset + _position, buffer[..count]);
            _position += count;
            return count;
        }
    }
}
