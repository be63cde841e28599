using System.Globalization;
using System.Text;
using ReproBuild.Archives;
using ReproBuild.Comparing;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Rewriting;

namespace ReproBuild.Causes.Counterfactuals;

/// <summary>Writes one side of a layer as a canonical tar in which what is proven is mended, and hashes it as it is written.</summary>
internal sealed class MendedLayer(ImageArchive archive, ImageLayer layer, LayerPlan plan, CounterfactualSource source)
{
    /// <summary>The most bytes of contents that are put into another order.</summary>
    public const long MaxSorted = 1L << 30;

    private readonly string _what = $"layer {layer.Index + 1} ({layer.Blob.Digest.Abbreviated}) of \"{archive.Path}\"";
    private readonly MendedEntry _entries = new(source.Epoch);
    private readonly HashSet<ulong> _written = [];

    /// <summary>Reads the layer and gives the digest and the length of the tar.</summary>
    /// <exception cref="ReproException">It cannot be read, or not be written.</exception>
    public (Digest Digest, long Length) Write(CancellationToken cancellation)
    {
        using var plain = new HashingStream(Stream.Null);
        using var linked = plan.Unlinks ? LinkedFiles.Read(() => LayerReader.Open(archive, layer, cancellation, checkDiffId: false), plan, source, _what, cancellation) : null;
        var tar = new CanonicalTarWriter(plain);
        using var reader = LayerReader.Open(archive, layer, cancellation, checkDiffId: false);
        if (plan.Sort) WriteSorted(reader, linked, tar, cancellation);
        else Each(reader, linked, tar.Write, cancellation);

        if (plan.KeepsEnd) WriteEnd(tar, reader.End!);
        tar.Finish();
        return (plain.GetDigest(), plain.Length);
    }

    private void Each(LayerReader reader, LinkedFiles? linked, Action<CanonicalTarEntry, Stream?> write, CancellationToken cancellation)
    {
        long holes = 0;
        while (reader.Next() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            var mend = plan.Of(entry);
            if (mend.Drop || (mend.Once && !_written.Add(EntryKey.Hash(EntryKey.Of(entry).Span)))) continue;

            if (mend.Unlink && linked?.Of(entry) is { } file)
            {
                using var own = file.Header.Size == 0 ? null : linked.Open(file);
                write(file.Header with { Path = entry.PathBytes.ToArray(), MTime = source.Epoch }, own);
                continue;
            }

            holes += entry.Size - entry.StoredSize;
            if (holes > Limits.FreeExpansionBytes) throw Limits.Exceeded(nameof(Limits.FreeExpansionBytes), Limits.FreeExpansionBytes, $"The holes of sparse files in {_what} are {holes} bytes long");
            var form = plan.ContentOf(entry);
            var header = _entries.Of(entry, mend, form?.Length, _what);
            if (mend.Unlink) header = header with { MTime = source.Epoch };
            using var content = header.Size == 0 ? null : form is { } place ? source.Contents.Open(place) : reader.OpenContent();
            write(header, content);
        }
    }

    private void WriteSorted(LayerReader reader, LinkedFiles? linked, CanonicalTarWriter tar, CancellationToken cancellation)
    {
        using var spool = new ContentSpool(Path.Combine(source.TemporaryFolder, "reprobuild-" + Path.GetRandomFileName()));
        var entries = new List<LayerEntry>();
        byte[] buffer = new byte[128 << 10];
        Each(reader, linked, (header, content) =>
        {
            entries.Add(new LayerEntry(header, spool.Length, null));
            while (content is not null && content.Read(buffer) is > 0 and int count) spool.Append(buffer.AsSpan(0, count));
            if (spool.Length > MaxSorted) throw Limits.Exceeded(nameof(MaxSorted), MaxSorted, $"The contents of {_what}, which are to be put into another order,");
        }, cancellation);

        foreach (var entry in LayerOrder.Sort(entries))
        {
            cancellation.ThrowIfCancellationRequested();
            using var content = entry.Header.Size > 0 ? new SpooledContent(spool, entry) : null;
            tar.Write(entry.Header, content);
        }
    }

    private static void WriteEnd(CanonicalTarWriter tar, TarEnd end)
    {
        byte[] text = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{end.Length} {end.Hash}"));
        using var content = new MemoryStream(text);
        tar.Write(new CanonicalTarEntry(".reprobuild.unexplained.end"u8.ToArray(), TarEntryType.File, 0) { Size = text.Length }, content);
    }
}
