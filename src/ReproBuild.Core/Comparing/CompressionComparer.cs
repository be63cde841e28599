using System.Globalization;
using ReproBuild.Archives;

namespace ReproBuild.Comparing;

/// <summary>Finds what differs in how two layers are compressed. RFC 1952, section 2.3.</summary>
internal static class CompressionComparer
{
    private static readonly (string Name, int Start, int Length)[] GzipHeader =
        [("gzip FLG", 3, 1), ("gzip MTIME", 4, 4), ("gzip XFL", 8, 1), ("gzip OS", 9, 1)];

    /// <summary>The differing fields: the form, the fields of the gzip header, and, where no field tells, the compressed bytes.</summary>
    /// <remarks>
    /// Where <c>sameContent</c> is false, compressed bytes must differ and say nothing, so only the headers are told.
    /// </remarks>
    public static IReadOnlyList<FieldDifference> Compare(ImageArchive left, ImageLayer leftLayer, ImageArchive right, ImageLayer rightLayer, bool sameContent)
    {
        var (l, r) = (Head(left, leftLayer), Head(right, rightLayer));
        if (Form(l) != Form(r)) return [new("compression", Form(l), Form(r))];

        var fields = new List<FieldDifference>();
        if (Form(l) == "gzip" && Math.Min(l.Length, r.Length) >= 10)
        {
            foreach (var (name, start, length) in GzipHeader)
            {
                ReadOnlySpan<byte> x = l.AsSpan(start, length), y = r.AsSpan(start, length);
                if (!x.SequenceEqual(y)) fields.Add(new(name, "0x" + Convert.ToHexStringLower(x), "0x" + Convert.ToHexStringLower(y)));
            }
        }

        if (fields.Count == 0 && sameContent) fields.Add(new($"{Form(l)} body", Bytes(leftLayer), Bytes(rightLayer)));
        return fields;
    }

    private static byte[] Head(ImageArchive archive, ImageLayer layer)
    {
        byte[] head = new byte[10];
        using var blob = archive.OpenBlob(layer.Blob);
        return head[..blob.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }

    private static string Form(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]) ? "gzip"
        : head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]) ? "zstd"
        : "none";

    private static string Bytes(ImageLayer layer) => layer.Blob.Size.ToString(CultureInfo.InvariantCulture) + " bytes";
}
