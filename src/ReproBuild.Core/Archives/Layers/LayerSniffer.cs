using ReproBuild.Images;

namespace ReproBuild.Archives;

/// <summary>Tells by its first bytes how a layer is stored; makers' media types and file names say it wrongly too often.</summary>
internal static class LayerSniffer
{
    public static LayerCompression Sniff(BlobRange range, string what)
    {
        Span<byte> head = stackalloc byte[6];
        using var stream = range.Open();
        int length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return Sniff(head[..length], what);
    }

    private static LayerCompression Sniff(ReadOnlySpan<byte> head, string what)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b])) return LayerCompression.Gzip;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd])) return LayerCompression.Zstd;
        // A skippable frame, which zstd:chunked begins with at times.
        if (head.Length >= 4 && head[0] is >= 0x50 and <= 0x5f && head[1..4].SequenceEqual((ReadOnlySpan<byte>)[0x2a, 0x4d, 0x18])) return LayerCompression.Zstd;
        if (head.StartsWith("BZh"u8)) throw Unknown(what, "bzip2");
        if (head.StartsWith((ReadOnlySpan<byte>)[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])) throw Unknown(what, "xz");
        return LayerCompression.None;
    }

    private static Diagnostics.ReproException Unknown(string what, string compression) =>
        ArchiveErrors.MalformedLayer(what, $"it is compressed with {compression}, which no image specification knows");

    /// <summary>Refuses what is no layer of a known kind, an encrypted one for instance.</summary>
    public static void CheckMediaType(Descriptor blob, string what)
    {
        if (!MediaTypes.IsLayer(blob.MediaType)) throw ArchiveErrors.UnknownMediaType(what, blob.MediaType);
    }
}
