using System.Buffers.Binary;

namespace ReproBuild.Causes.Languages;

/// <summary>An SQLite database counts its changes, and keeps deleted pages.</summary>
/// <remarks>SQLite, "Database File Format", 1.3 and 1.5. Rows are on pages that are left as they are.</remarks>
internal sealed class Sqlite : ContentCause
{
    public override string Id => "sqlite";

    public override string Code => "REPRO5214";

    public override string Title => "Counters and free pages of SQLite databases";

    public override CanonicalPair? Match(ContentPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        if (!Is(pair.Left.Span) || !Is(pair.Right.Span)) return null;
        byte[] left = pair.Left.ToArray(), right = pair.Right.ToArray();
        uint leftCount = BinaryPrimitives.ReadUInt32BigEndian(left.AsSpan(24)), rightCount = BinaryPrimitives.ReadUInt32BigEndian(right.AsSpan(24));
        Clear(left);
        Clear(right);
        return new CanonicalPair(left, right, leftCount != rightCount
            ? $"{pair.ShownPath} is a database that counts its changes: {leftCount} against {rightCount}"
            : $"{pair.ShownPath} is a database that keeps what was deleted from it");
    }

    public override Remedy RemedyFor(RemedyContext context) => new(
        "Write the database anew, from the same statements in the same order, and copy it without what is free.",
        "sqlite3 work.db \"VACUUM INTO 'app.db'\"");

    private static bool Is(ReadOnlySpan<byte> content) => content.Length >= 512 && content.StartsWith("SQLite format 3\0"u8);

    private static void Clear(Span<byte> database)
    {
        int page = BinaryPrimitives.ReadUInt16BigEndian(database[16..]) is 1 ? 65536 : BinaryPrimitives.ReadUInt16BigEndian(database[16..]);
        if (page < 512 || database.Length % page != 0) throw new InvalidDataException("the database's length is no number of pages");

        database.Slice(24, 4).Clear();
        database.Slice(92, 4).Clear();
        int left = database.Length / page;
        for (uint trunk = BinaryPrimitives.ReadUInt32BigEndian(database[32..]); trunk != 0;)
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
