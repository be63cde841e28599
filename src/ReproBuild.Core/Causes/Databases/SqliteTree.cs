using System.Buffers.Binary;

namespace ReproBuild.Causes.Databases;

/// <summary>Walks a tree of pages. SQLite, "Database File Format", 1.6.</summary>
/// <remarks>
/// All of a page is accounted for, as <c>PRAGMA integrity_check</c> does it: a page whose free space is not where it says is one that SQLite calls damaged
/// as soon as it writes there.
/// </remarks>
internal sealed class SqliteTree(SqlitePages pages)
{
    private const int MaxDepth = 24;

    private readonly List<SqliteRow> _rows = [];
    private long? _last;

    /// <summary>The rows of the tree with a root.</summary>
    public static IReadOnlyList<SqliteRow> Read(SqlitePages pages, uint root)
    {
        var tree = new SqliteTree(pages);
        tree.Walk(root, null, 0);
        return tree._rows;
    }

    private void Walk(uint number, bool? isTable, int depth)
    {
        if (depth > MaxDepth) throw new InvalidDataException("a tree of the database is too deep");
        var page = pages.Use(number);
        int start = number == 1 ? SqliteHeader.Length : 0;
        var span = page.Span;
        int kind = span[start];
        if (kind is not (2 or 5 or 10 or 13) || (isTable is { } t && t != kind is 5 or 13)) throw new InvalidDataException("a page of the database is of another kind than its tree");
        bool table = kind is 5 or 13, leaf = kind is 10 or 13;
        int count = BinaryPrimitives.ReadUInt16BigEndian(span[(start + 3)..]), cells = start + (leaf ? 8 : 12);
        var used = new List<(int Start, int End)>(count);
        for (int i = 0; i < count; i++)
        {
            int cell = BinaryPrimitives.ReadUInt16BigEndian(span[(cells + (2 * i))..]), at = cell;
            if (!leaf)
            {
                Walk(BinaryPrimitives.ReadUInt32BigEndian(span[cell..]), table, depth + 1);
                at += 4;
            }

            if (kind == 5)
            {
                // What lies left of it is no larger, and what lies right of it is.
                long key = SqliteRecord.Number(span, ref at);
                if (_last is null || _last > key) throw new InvalidDataException("rows of the database are out of order");
                _last = key;
            }
            else Take(page, ref at, table);

            used.Add((cell, Math.Max(at, cell + 4)));
        }

        if (!leaf) Walk(BinaryPrimitives.ReadUInt32BigEndian(span[(start + 8)..]), table, depth + 1);
        Account(span, start, cells + (2 * count), used);
    }

    private void Take(ReadOnlyMemory<byte> page, ref int at, bool table)
    {
        long length = SqliteRecord.Number(page.Span, ref at);
        long? id = table ? SqliteRecord.Number(page.Span, ref at) : null;
        if (length < 0 || length > pages.Length) throw new InvalidDataException("a row of the database is longer than the database");
        if (id is { } number)
        {
            if (_last >= number) throw new InvalidDataException("rows of the database are out of order");
            _last = number;
        }

        var values = SqliteRecord.Read(pages.Payload(page, ref at, (int)length, table));
        pages.CountRow();
        _rows.Add(new SqliteRow(id, values));
    }

    private void Account(ReadOnlySpan<byte> page, int start, int end, List<(int Start, int End)> used)
    {
        int content = BinaryPrimitives.ReadUInt16BigEndian(page[(start + 5)..]) is 0 ? 65536 : BinaryPrimitives.ReadUInt16BigEndian(page[(start + 5)..]);
        int last = 0;
        for (int at = BinaryPrimitives.ReadUInt16BigEndian(page[(start + 1)..]); at != 0; at = BinaryPrimitives.ReadUInt16BigEndian(page[at..]))
        {
            int size = BinaryPrimitives.ReadUInt16BigEndian(page[(at + 2)..]);
            if (at <= last || size < 4) throw new InvalidDataException("the free space of a page of the database is not where it says");
            used.Add((at, at + size));
            last = at;
        }

        if (content < end || content > pages.Usable) throw new InvalidDataException("the free space of a page of the database is not where it says");
        used.Sort();
        int next = content, gaps = 0;
        foreach (var (from, to) in used)
        {
            if (from < next) throw new InvalidDataException("cells of a page of the database lie over each other");
            gaps += from - next;
            next = to;
        }

        gaps += pages.Usable - next;
        if (next > pages.Usable || gaps != page[start + 7]) throw new InvalidDataException("the free space of a page of the database is not where it says");
    }
}
