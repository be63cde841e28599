using System.Buffers.Binary;

namespace ReproBuild.Causes.Databases;

/// <summary>A row as SQLite packs it. SQLite, "Database File Format", 2.1.</summary>
internal static class SqliteRecord
{
    /// <summary>A number of one to nine bytes, seven bits in each but the ninth; <paramref name="at"/> then stands behind it.</summary>
    public static long Number(ReadOnlySpan<byte> bytes, ref int at)
    {
        long number = 0;
        for (int i = 0; i < 8; i++)
        {
            byte next = bytes[at++];
            number = (number << 7) | (next & 0x7fL);
            if (next < 0x80) return number;
        }

        return (number << 8) | bytes[at++];
    }

    /// <summary>Unpacks a row.</summary>
    public static SqliteValue[] Read(ReadOnlyMemory<byte> record)
    {
        var span = record.Span;
        int at = 0;
        int end = checked((int)Number(span, ref at)), body = end;
        var values = new List<SqliteValue>();
        while (at < end)
        {
            long kind = Number(span[..end], ref at);
            int length = kind switch
            {
                >= 12 => checked((int)((kind - 12) / 2)),
                5 => 6,
                6 or 7 => 8,
                8 or 9 => 0,
                >= 0 and <= 4 => (int)kind,
                _ => throw new InvalidDataException("a row of the database has a value of an unknown kind"),
            };
            var bytes = record.Slice(body, length);
            body += length;
            values.Add(kind switch
            {
                0 => new SqliteValue(SqliteValueKind.Null, default),
                7 => new SqliteValue(SqliteValueKind.Real, bytes),
                < 12 => new SqliteValue(SqliteValueKind.Integer, Eight(kind == 9 ? 1 : Signed(bytes.Span))),
                _ => new SqliteValue(kind % 2 == 0 ? SqliteValueKind.Blob : SqliteValueKind.Text, bytes),
            });
        }

        return body == record.Length ? [.. values] : throw new InvalidDataException("a row of the database has another length than it says");
    }

    private static long Signed(ReadOnlySpan<byte> bytes)
    {
        long number = bytes.Length > 0 && bytes[0] >= 0x80 ? -1 : 0;
        foreach (byte b in bytes) number = (number << 8) | b;
        return number;
    }

    private static byte[] Eight(long number)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }
}
