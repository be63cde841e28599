using System.Buffers.Binary;

namespace ReproBuild.Causes.Databases;

/// <summary>The pages of a database, each of which is used once. SQLite, "Database File Format", 1.2.</summary>
internal sealed class SqlitePages
{
    /// <summary>The most rows that are read, of all tables and indexes together.</summary>
    public const int MaxRows = 100_000;

    private readonly ReadOnlyMemory<byte> _database;
    private readonly int _size;
    private readonly bool[] _used;
    private int _rows;

    /// <summary>Opens a database, and takes its free pages out.</summary>
    /// <exception cref="Exception">One of <see cref="ContentFault"/>.</exception>
    public SqlitePages(ReadOnlyMemory<byte> database)
    {
        var header = database.Span[..SqliteHeader.Length];
        _database = database;
        _size = SqliteHeader.PageSize(database.Span);
        _used = new bool[database.Length / _size];
        Usable = _size - header[20];
        if (SqliteHeader.Number(header, 52) != 0) throw new NotSupportedException("databases that shrink by themselves are not read");
        if (Usable < 480 || header[21] != 64 || header[22] != 32 || header[23] != 32 || header[72..92].ContainsAnyExcept((byte)0))
            throw new InvalidDataException("the header of the database is malformed");
        if (SqliteHeader.Number(header, 28) != _used.Length) throw new InvalidDataException("the database has another length than it says");

        uint count = 0;
        for (uint trunk = SqliteHeader.Number(header, 32); trunk != 0;)
        {
            var list = Use(trunk).Span;
            uint leaves = BinaryPrimitives.ReadUInt32BigEndian(list[4..]);
            if (leaves > (Usable / 4) - 2) throw new InvalidDataException("the database's list of free pages is too long");
            for (int i = 0; i < leaves; i++) Use(BinaryPrimitives.ReadUInt32BigEndian(list[(8 + (4 * i))..]));
            count += 1 + leaves;
            trunk = BinaryPrimitives.ReadUInt32BigEndian(list);
        }

        if (count != SqliteHeader.Number(header, 36)) throw new InvalidDataException("the database has other free pages than it says");
    }

    /// <summary>How much of a page is used, in bytes.</summary>
    public int Usable { get; }

    /// <summary>The length of all pages, in bytes.</summary>
    public int Length => _database.Length;

    /// <summary>Whether every page was used.</summary>
    public bool AllUsed => _used.All(u => u);

    /// <summary>Counts a row.</summary>
    /// <exception cref="InvalidDataException">There are more than are read.</exception>
    public void CountRow()
    {
        if (++_rows > MaxRows) throw new InvalidDataException($"the database has over {MaxRows} rows");
    }

    /// <summary>A page, by its number from 1.</summary>
    /// <exception cref="InvalidDataException">There is no such page, or it is used already: what goes in a circle ends here.</exception>
    public ReadOnlyMemory<byte> Use(uint number)
    {
        if (number < 1 || number > _used.Length || _used[number - 1]) throw new InvalidDataException("the database names a page that it does not have, or twice");
        _used[number - 1] = true;
        return _database.Slice((int)(number - 1) * _size, _size);
    }

    /// <summary>What a cell holds, with all that lies on other pages; <paramref name="at"/> then stands behind the cell.</summary>
    public ReadOnlyMemory<byte> Payload(ReadOnlyMemory<byte> page, ref int at, int length, bool table)
    {
        int most = table ? Usable - 35 : ((Usable - 12) * 64 / 255) - 23, least = ((Usable - 12) * 32 / 255) - 23;
        if (length <= most)
        {
            at += length;
            return page[(at - length)..at];
        }

        int local = least + ((length - least) % (Usable - 4));
        if (local > most) local = least;
        byte[] payload = new byte[length];
        page.Span.Slice(at, local).CopyTo(payload);
        at += local;
        uint next = BinaryPrimitives.ReadUInt32BigEndian(page.Span[at..]);
        at += 4;
        for (int have = local; have < length;)
        {
            var overflow = Use(next).Span;
            int count = Math.Min(length - have, Usable - 4);
            overflow.Slice(4, count).CopyTo(payload.AsSpan(have));
            have += count;
            next = BinaryPrimitives.ReadUInt32BigEndian(overflow);
        }

        return next == 0 ? payload : throw new InvalidDataException("a row of the database goes on behind its end");
    }
}
