using System.Buffers.Binary;
using System.Globalization;

namespace ReproBuild.Causes.Diffs;

/// <summary>Shows in which header fields and pages two SQLite databases differ (SQLite's file format, section 1.3).</summary>
internal static class SqliteDiffer
{
    private static readonly (int Offset, string Name)[] Fields =
    [
        (24, "file change counter"), (28, "pages"), (32, "first freelist page"), (36, "freelist pages"), (40, "schema cookie"),
        (44, "schema format"), (48, "page cache size"), (52, "largest root page"), (56, "text encoding"), (60, "user version"),
        (64, "incremental vacuum"), (68, "application id"), (92, "version-valid-for"), (96, "SQLite version number"),
    ];

    /// <summary>Differing header fields and pages; null for what is no database.</summary>
    public static TableDiff? Diff(ContentPair pair, DiffRows rows) =>
        Is(pair.Left.Span) && Is(pair.Right.Span)
            ? TableBuilder.Build("SQLite header and pages", Values(pair.Left), Values(pair.Right), rows)
            : null;

    private static bool Is(ReadOnlySpan<byte> content) => content.StartsWith("SQLite format 3\0"u8) && content.Length >= 100;

    private static IEnumerable<KeyValuePair<string, string>> Values(ReadOnlyMemory<byte> content)
    {
        int size = BinaryPrimitives.ReadUInt16BigEndian(content.Span[16..]);
        if (size == 1) size = 65536;
        if (size < 512) throw new InvalidDataException("a page of less than 512 bytes");

        yield return new("page size", size.ToString(CultureInfo.InvariantCulture));
        yield return new("file format versions", $"{content.Span[18]} {content.Span[19]}");
        foreach (var (offset, name) in Fields)
            yield return new(name, BinaryPrimitives.ReadUInt32BigEndian(content.Span[offset..]).ToString(CultureInfo.InvariantCulture));

        for (int at = 0, page = 1; at < content.Length; at += size, page++)
        {
            // The header of the first page has been told.
            int start = page == 1 ? 100 : at;
            var body = content[start..Math.Min(at + size, content.Length)];
            yield return new($"page {page} ({Kind(body.Span)})", TableBuilder.Describe(body.Span));
        }
    }

    private static string Kind(ReadOnlySpan<byte> page) => page.Length == 0 ? "empty" : page[0] switch
    {
        2 => "interior index",
        5 => "interior table",
        10 => "leaf index",
        13 => "leaf table",
        _ => "overflow or free",
    };
}
