using System.Buffers.Binary;
using ReproBuild.Causes.Databases;

namespace ReproBuild.Causes.Languages;

/// <summary>An SQLite database counts its changes, keeps deleted pages, and lays rows on pages as they came and went.</summary>
/// <remarks>
/// SQLite, "Database File Format", 1.3 and 1.5. There are two canonical forms: the database without counters and without what is on free pages; and, where that
/// does not suffice, the rows of its tables and indexes, in their order, without pages.
/// </remarks>
internal sealed class Sqlite : ContentCause
{
    public override string Id => "sqlite";

    public override string Code => "REPRO5214";

    public override string Title => "Counters, free pages and layout of SQLite databases";

    public override CanonicalPair? Match(ContentPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        if (!IsOne(pair.Left.Span) || !IsOne(pair.Right.Span)) return null;
        if (Cleared(pair) is { } cleared && cleared.Left.Span.SequenceEqual(cleared.Right.Span))
        {
            RequireFree(pair.Left);
            RequireFree(pair.Right);
            return cleared;
        }

        byte[] left = Rows(pair.Left), right = Rows(pair.Right);
        return left.AsSpan().SequenceEqual(right)
            ? new CanonicalPair(left, right, $"{pair.ShownPath} is a database with the same rows, on other pages ({pair.Left.Length} bytes against {pair.Right.Length})")
            : null;
    }

    public override Remedy RemedyFor(RemedyContext context) => new(
        "Write the database anew, from the same statements in the same order, and copy it without what is free.",
        "sqlite3 work.db \"VACUUM INTO 'app.db'\"");

    private static bool IsOne(ReadOnlySpan<byte> content) => SqliteHeader.Is(content) || content.StartsWith(SqliteForm.Magic);

    // What is such a form already, is its own.
    private static byte[] Rows(ReadOnlyMemory<byte> content) =>
        content.Span.StartsWith(SqliteForm.Magic) ? content.ToArray() : SqliteForm.Write(SqliteDatabase.Read(content));

    // A page that the list of free pages names may hold rows all the same, and SQLite reads them: what reads the rows takes no page twice.
    private static void RequireFree(ReadOnlyMemory<byte> database)
    {
        if (SqliteHeader.Number(database.Span, 32) != 0) SqliteDatabase.Read(database);
    }

    private static CanonicalPair? Cleared(ContentPair pair)
    {
        if (!SqliteHeader.Is(pair.Left.Span) || !SqliteHeader.Is(pair.Right.Span)) return null;
        byte[] left = pair.Left.ToArray(), right = pair.Right.ToArray();
        uint leftCount = SqliteHeader.Number(left, 24), rightCount = SqliteHeader.Number(right, 24);
        Clear(left);
        Clear(right);
        return new CanonicalPair(left, right, leftCount != rightCount
            ? $"{pair.ShownPath} is a database that counts its changes: {leftCount} against {rightCount}"
            : $"{pair.ShownPath} is a database that keeps what was deleted from it");
    }

    private static void Clear(Span<byte> database)
    {
        int page = SqliteHeader.PageSize(database);
        database.Slice(24, 4).Clear();
        database.Slice(92, 4).Clear();
        int left = database.Length / page;
        for (uint trunk = SqliteHeader.Number(database, 32); trunk != 0;)
        {
            if (left-- == 0) throw new InvalidDataException("the database's list of free pages does not end");
            var list = Page(database, trunk, page);
            uint count = BinaryPrimitives.ReadUInt32BigEndian(list[4..]);
            if (count > page / 4 - 2) throw new InvalidDataException("the database's list of free pages is too long");
            for (int i = 0; i < count; i++) Page(database, BinaryPrimitives.ReadUInt32BigEndian(list[(8 + 4 * i)..]), page).Clear();
            list[(8 + 4 * (int)count)..].Clear();
            trunk = BinaryPrimitives.ReadUInt32BigEndian(list);
        }
    }

    // The first page holds the header and is never free.
    private static Span<byte> Page(Span<byte> database, uint number, int size) =>
        number >= 2 && number <= database.Length / size ? database.Slice((int)(number - 1) * size, size) : throw new InvalidDataException("the database names a page that it does not have");
}
