using System.Globalization;
using ReproBuild.Causes.Databases;

namespace ReproBuild.Causes.SystemFiles;

/// <summary>rpm's database says of each package when it was installed, and in which transaction, which is a time again.</summary>
/// <remarks>
/// The canonical form has the rows of the database with zeros for these times: in the packages' headers, and in the table and the index that finds
/// packages by transactions. The order of packages, their numbers and all else that rpm knows of them stay.
/// </remarks>
internal sealed class RpmDatabase : ContentCause
{
    private const string Packages = "Packages", Transactions = "Installtid";

    public override string Id => "rpm-database";

    public override string Code => "REPRO5408";

    public override string Title => "Journals and times of rpm and dnf";

    public override CanonicalPair? Match(ContentPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        if (!IsHere(pair.Path)) return null;

        var (left, leftTime) = Form(pair.Left);
        var (right, rightTime) = Form(pair.Right);
        if (!left.AsSpan().SequenceEqual(right)) return null;
        return new CanonicalPair(left, right, $"{pair.ShownPath} says when each package was installed: {leftTime} against {rightTime}");
    }

    /// <summary>Whether a path is that of the database.</summary>
    public static bool IsHere(string path) => path is "var/lib/rpm/rpmdb.sqlite" or "usr/lib/sysimage/rpm/rpmdb.sqlite";

    /// <summary>The headers of all packages, in their order.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Headers(SqliteDatabase database) =>
        database.Objects.Where(o => o is { Type: "table", Name: Packages }).SelectMany(o => o.Rows)
            .Select(r => r.Values is [_, { Kind: SqliteValueKind.Blob } header] ? header.Bytes : throw new InvalidDataException("the list of packages is malformed"));

    // rpm 4.18 was seen to write one time and one number with it.
    public override Remedy RemedyFor(RemedyContext context) => new(
        "Let rpm see SOURCE_DATE_EPOCH, which it then writes for the time of the installation.",
        context.Instruction is { } run ? $"ARG SOURCE_DATE_EPOCH\n{run}" : "ARG SOURCE_DATE_EPOCH");

    private static (byte[] Form, string Time) Form(ReadOnlyMemory<byte> content)
    {
        if (content.Span.StartsWith(SqliteForm.Magic)) return (content.ToArray(), "no time");
        var database = SqliteDatabase.Read(content);
        string time = Headers(database).Select(h => RpmHeader.Installed(h.Span)).FirstOrDefault(t => t is not null) is { } seconds
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "no time";
        return (SqliteForm.Write(database with { Objects = [.. database.Objects.Select(WithoutTimes)] }), time);
    }

    private static SqliteObject WithoutTimes(SqliteObject item) => (item.Type, item.Table) switch
    {
        ("table", Packages) => item with { Rows = [.. item.Rows.Select(r => r with { Values = [r.Values[0], new SqliteValue(SqliteValueKind.Blob, RpmHeader.WithoutTimes(r.Values[1].Bytes))] })] },
        ("table", Transactions) => item with { Rows = [.. item.Rows.Select(WithoutKey)] },
        ("index", Transactions) when item.Sql.Contains("(key", StringComparison.Ordinal) => item with { Rows = [.. item.Rows.Select(WithoutKey).OrderBy(r => r.Values[^1].Integer ?? 0)] },
        _ => item,
    };

    private static SqliteRow WithoutKey(SqliteRow row) =>
        row with { Values = [.. row.Values.Select((v, i) => i != 0 ? v : v is { Kind: SqliteValueKind.Blob, Bytes.Length: 4 } ? v with { Bytes = new byte[4] } : throw new InvalidDataException("a transaction of rpm is no number"))] };
}
