using System.Globalization;
using System.Text;
using ReproBuild.Causes.Databases;

namespace ReproBuild.Causes.Diffs;

/// <summary>Shows in which header fields and rows two SQLite databases differ; in which pages, where they cannot be read.</summary>
internal static class SqliteDiffer
{
    /// <summary>Differing header fields, and rows or pages; null for what is no database.</summary>
    public static TableDiff? Diff(ContentPair pair, DiffRows rows)
    {
        if (!SqliteHeader.Is(pair.Left.Span) || !SqliteHeader.Is(pair.Right.Span)) return null;
        return Read(pair.Left) is { } left && Read(pair.Right) is { } right
            ? TableBuilder.Build("SQLite header and rows", Values(pair.Left, left), Values(pair.Right, right), rows)
                ?? TableBuilder.Build("SQLite pages", Pages(pair.Left), Pages(pair.Right), rows)
            : TableBuilder.Build("SQLite header and pages", SqliteHeader.Values(pair.Left, counters: true).Concat(Pages(pair.Left)), SqliteHeader.Values(pair.Right, counters: true).Concat(Pages(pair.Right)), rows);
    }

    private static SqliteDatabase? Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            return SqliteDatabase.Read(content);
        }
        catch (Exception exception) when (ContentFault.IsOne(exception))
        {
            return null;
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Values(ReadOnlyMemory<byte> content, SqliteDatabase database)
    {
        foreach (var value in SqliteHeader.Values(content, counters: true)) yield return value;

        // To be read by people: what is no text stays visible, and stops nothing.
        var encoding = Encoding.GetEncoding(database.Encoding.CodePage);
        foreach (var item in database.Objects)
        {
            yield return new($"{item.Type} {item.Name}", item.Sql);

            // An index follows from its table.
            if (item.Type != "table") continue;
            foreach (var (i, row) in item.Rows.Index())
                yield return new($"{item.Name}, row {(row.Id ?? i + 1).ToString(CultureInfo.InvariantCulture)}", string.Join(", ", row.Values.Select(v => v.Shown(encoding))));
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Pages(ReadOnlyMemory<byte> content)
    {
        int size = SqliteHeader.PageSize(content.Span);
        for (int at = 0, page = 1; at < content.Length; at += size, page++)
        {
            // The header of the first page has been told.
            var body = content[(page == 1 ? SqliteHeader.Length : at)..(at + size)];
            yield return new($"page {page} ({Kind(body.Span[0])})", TableBuilder.Describe(body.Span));
        }
    }

    private static string Kind(byte kind) => kind switch
    {
        2 => "interior index",
        5 => "interior table",
        10 => "leaf index",
        13 => "leaf table",
        _ => "overflow or free",
    };
}
