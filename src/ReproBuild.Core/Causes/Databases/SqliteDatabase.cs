using System.Text;

namespace ReproBuild.Causes.Databases;

/// <summary>What a database holds: everything that a query can tell.</summary>
/// <param name="Settings">What its header says, without what SQLite only counts.</param>
/// <param name="Objects">Its tables and all else, in the order in which they were made.</param>
/// <param name="Encoding">How its texts are written.</param>
/// <remarks>Own code: SQLite itself is a native library, which would have to be shipped for every system, and given files of strangers to open.</remarks>
internal sealed record SqliteDatabase(IReadOnlyList<KeyValuePair<string, string>> Settings, IReadOnlyList<SqliteObject> Objects, Encoding Encoding)
{
    /// <summary>Reads a database.</summary>
    /// <exception cref="Exception">One of <see cref="ContentFault"/>: it is damaged, or of a kind that is not read.</exception>
    public static SqliteDatabase Read(ReadOnlyMemory<byte> content)
    {
        var pages = new SqlitePages(content);
        Encoding encoding = SqliteHeader.Number(content.Span, 56) switch
        {
            1 => new UTF8Encoding(false, true),
            2 => new UnicodeEncoding(false, false, true),
            3 => new UnicodeEncoding(true, false, true),
            _ => throw new InvalidDataException("the texts of the database are in an unknown encoding"),
        };

        var objects = new List<SqliteObject>();
        foreach (var row in SqliteTree.Read(pages, 1))
        {
            if (row.Values.Count != 5) throw new InvalidDataException("the schema of the database is malformed");
            string Text(int i) => row.Values[i].Kind == SqliteValueKind.Null ? "" : encoding.GetString(row.Values[i].Bytes.Span);
            long root = row.Values[3].Integer ?? 0;
            objects.Add(new SqliteObject(Text(0), Text(1), Text(2), Text(4), root == 0 ? [] : SqliteTree.Read(pages, checked((uint)root))));
        }

        return pages.AllUsed ? new SqliteDatabase([.. SqliteHeader.Values(content, counters: false)], objects, encoding)
            : throw new InvalidDataException("the database has pages that nothing leads to");
    }
}
