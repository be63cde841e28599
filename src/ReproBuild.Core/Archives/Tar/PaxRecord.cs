using System.Text;

namespace ReproBuild.Archives;

/// <summary>One record of a pax extended header, in its raw bytes. POSIX.1-2001 <c>pax</c>, "pax Extended Header".</summary>
/// <param name="key">The keyword.</param>
/// <param name="value">The value, without the newline that ends the record.</param>
public readonly struct PaxRecord(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value)
{
    /// <summary>The keyword's bytes.</summary>
    public ReadOnlyMemory<byte> KeyBytes { get; } = key;

    /// <summary>The value's bytes; any bytes at all in an extended attribute.</summary>
    public ReadOnlyMemory<byte> Value { get; } = value;

    /// <summary>The keyword.</summary>
    public string Key => Encoding.UTF8.GetString(KeyBytes.Span);

    /// <summary>The value as text; what is no UTF-8 becomes U+FFFD.</summary>
    public string Text => Encoding.UTF8.GetString(Value.Span);

    /// <summary>Whether the keyword is this one.</summary>
    public bool Is(ReadOnlySpan<byte> keyword) => KeyBytes.Span.SequenceEqual(keyword);

    /// <summary><c>key=value</c>.</summary>
    public override string ToString() => $"{Key}={Text}";
}
