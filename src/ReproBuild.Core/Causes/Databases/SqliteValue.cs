using System.Globalization;
using System.Text;

namespace ReproBuild.Causes.Databases;

/// <summary>A value of a row.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Bytes">Its bytes as text or blob; eight, big-endian, for a number; none for nothing.</param>
internal readonly record struct SqliteValue(SqliteValueKind Kind, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>As a whole number; null for what is none.</summary>
    public long? Integer => Kind == SqliteValueKind.Integer ? System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(Bytes.Span) : null;

    /// <summary>As a person reads it.</summary>
    public string Shown(Encoding encoding) => Kind switch
    {
        SqliteValueKind.Null => "NULL",
        SqliteValueKind.Integer => Integer!.Value.ToString(CultureInfo.InvariantCulture),
        SqliteValueKind.Real => System.Buffers.Binary.BinaryPrimitives.ReadDoubleBigEndian(Bytes.Span).ToString("R", CultureInfo.InvariantCulture),
        SqliteValueKind.Text => $"'{encoding.GetString(Bytes.Span)}'",
        _ => $"x'{Diffs.TableBuilder.Describe(Bytes.Span)}'",
    };
}

/// <summary>What a value is.</summary>
internal enum SqliteValueKind : byte
{
    /// <summary>Nothing.</summary>
    Null,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with a point.</summary>
    Real,

    /// <summary>A text.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Blob,
}
