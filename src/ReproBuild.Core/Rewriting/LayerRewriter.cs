using ReproBuild.Archives;
using ReproBuild.Diagnostics;

namespace ReproBuild.Rewriting;

/// <summary>Re-serialises one layer canonically, as gzip, in bounded memory: headers are held, contents are spooled.</summary>
internal sealed class LayerRewriter(RewriteOptions options, CancellationToken cancellation)
{
    private const int FileBufferSize = 128 * 1024;

    /// <summary>Rewrites a layer into a file.</summary>
    /// <param name="archive">The archive that holds it.</param>
    /// <param name="layer">The layer; its digest, size and diffID are checked on the way.</param>
    /// <param name="path">The file to make. Another beside it, with <c>.spool</c> added, may come and go.</param>
    /// <exception cref="ReproException">What <see cref="LayerReader"/> throws; REPRO6010, REPRO1008, REPRO4005.</exception>
    public RewrittenLayer Rewrite(ImageArchive archive, ImageLayer layer, string path)
    {
        using var spool = new ContentSpool(path + ".spool");
        var entries = LayerOrder.Sort(Read(archive, layer, spool));
        return WriteErrors.Explain(path, () => Write(entries, spool, path));
    }

    private List<LayerEntry> Read(ImageArchive archive, ImageLayer layer, ContentSpool spool)
    {
        string what = $"layer {layer.Index + 1} ({layer.Blob.Digest.Abbreviated}) of \"{archive.Path}\"";
        var entries = new List<LayerEntry>();
        long holes = 0;
        using var reader = LayerReader.Open(archive, layer, cancellation);
        while (reader.Next() is { } entry)
        {
            long start = spool.Length;
            holes += entry.Size - entry.StoredSize;
            if (holes > Limits.FreeExpansionBytes)
                throw Limits.Exceeded(nameof(Limits.FreeExpansionBytes), Limits.FreeExpansionBytes, $"The holes of sparse files in {what} are {holes} bytes long");
            var header = LayerHeader.Of(entry, options.Epoch, what);
            IReadOnlyList<SparseSegment>? sparse = entry.SparseMap is null ? null : [.. entry.SparseMap];
            while (reader.TryReadContent(out var piece)) spool.Append(piece);
            entries.Add(new LayerEntry(header, start, sparse));
        }
        return entries;
    }

    private RewrittenLayer Write(List<LayerEntry> entries, ContentSpool spool, string path)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileBufferSize);
        using var compressed = new HashingStream(file);
        using var gzip = new BlockGzipStream(compressed, options.Workers, cancellation);
        using var plain = new HashingStream(gzip);

        var tar = new CanonicalTarWriter(plain);
        foreach (var entry in entries)
        {
            cancellation.ThrowIfCancellationRequested();
            using var content = entry.Header.Size > 0 ? new SpooledContent(spool, entry) : null;
            tar.Write(entry.Header, content);
        }
        tar.Finish();
        gzip.Finish();
        return new RewrittenLayer(compressed.GetDigest(), compressed.Length, plain.GetDigest());
    }
}
