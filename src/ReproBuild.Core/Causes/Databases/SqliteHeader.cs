using System.Buffers.Binary;
using System.Globalization;

namespace ReproBuild.Causes.Databases;

/// <summary>The first hundred bytes of an SQLite database. SQLite, "Database File Format", 1.3.</summary>
internal static class SqliteHeader
{
    /// <summary>Its length, in bytes.</summary>
    public const int Length = 100;

    private static readonly (int Offset, string Name, bool Counts)[] Numbers =
    [
        (24, "file change counter", true), (28, "pages", true), (32, "first freelist page", true), (36, "freelist pages", true), (40, "schema cookie", true),
        (44, "schema format", false), (48, "page cache size", false), (52, "largest root page", false), (56, "text encoding", false),
        (60, "user version", false), (64, "incremental vacuum", false), (68, "application id", false), (92, "version-valid-for", true), (96, "SQLite version number", false),
    ];

    /// <summary>Whether a content begins like a database.</summary>
    public static bool Is(ReadOnlySpan<byte> content) => content.Length >= 512 && content.StartsWith("SQLite format 3\0"u8);

    /// <summary>The length of a page, in bytes.</summary>
    /// <exception cref="InvalidDataException">It is none that SQLite knows, or the content is no number of pages.</exception>
    public static int PageSize(ReadOnlySpan<byte> database)
    {
        int size = BinaryPrimitives.ReadUInt16BigEndian(database[16..]) is 1 ? 65536 : BinaryPrimitives.ReadUInt16BigEndian(database[16..]);
        if (size < 512 || !int.IsPow2(size) || database.Length % size != 0) throw new InvalidDataException("the database's length is no number of pages");
        return size;
    }

    /// <summary>A number of the header.</summary>
    public static uint Number(ReadOnlySpan<byte> database, int offset) => BinaryPrimitives.ReadUInt32BigEndian(database[offset..]);

    /// <summary>What the header says, by names.</summary>
    /// <param name="database">The database.</param>
    /// <param name="counters">Whether to tell also what SQLite only counts.</param>
    public static IEnumerable<KeyValuePair<string, string>> Values(ReadOnlyMemory<byte> database, bool counters)
    {
        yield return new("page size", PageSize(database.Span).ToString(CultureInfo.InvariantCulture));
        yield return new("file format versions", $"{database.Span[18]} {database.Span[19]}");
        foreach (var (offset, name, counts) in Numbers)
        {
            if (counters || !counts) yield return new(name, Number(database.Span, offset).ToString(CultureInfo.InvariantCulture));
        }
    }
}
