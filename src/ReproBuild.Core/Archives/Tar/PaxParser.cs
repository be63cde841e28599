using System.Buffers.Text;

namespace ReproBuild.Archives;

/// <summary>Reads pax records: <c>length SPACE key=value NEWLINE</c>, the length being the whole record's, itself included.</summary>
internal static class PaxParser
{
    public static void Parse(ReadOnlyMemory<byte> data, List<PaxRecord> records, string what)
    {
        while (!data.IsEmpty)
        {
            int space = data.Span.IndexOf((byte)' ');
            if (space <= 0 || !TryDecimal(data.Span[..space], out long length) || length > data.Length || length < space + 3
                || data.Span[(int)length - 1] != '\n')
            {
                throw ArchiveErrors.MalformedLayer(what, "a pax record's length does not lead to the record's end");
            }
            var record = data[(space + 1)..((int)length - 1)];
            int equals = record.Span.IndexOf((byte)'=');
            if (equals <= 0) throw ArchiveErrors.MalformedLayer(what, "a pax record has no keyword");

            records.Add(new PaxRecord(record[..equals], record[(equals + 1)..]));
            data = data[(int)length..];
        }
    }

    /// <summary>Reads a decimal number of digits alone; false when it is none, or needs more than 63 bits.</summary>
    public static bool TryDecimal(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        return !text.IsEmpty && char.IsAsciiDigit((char)text[0]) && Utf8Parser.TryParse(text, out value, out int used) && used == text.Length;
    }

    /// <summary>Reads <c>[-]seconds[.fraction]</c>; digits beyond nanoseconds are dropped.</summary>
    public static bool TryTime(ReadOnlySpan<byte> text, out TarTime time)
    {
        time = default;
        bool negative = text.StartsWith("-"u8);
        if (negative) text = text[1..];
        int dot = text.IndexOf((byte)'.');
        var fraction = dot < 0 ? default : text[(dot + 1)..];
        if (!TryDecimal(dot < 0 ? text : text[..dot], out long seconds) || fraction.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0) return false;

        int nanoseconds = 0;
        for (int i = 0; i < 9; i++) nanoseconds = nanoseconds * 10 + (i < fraction.Length ? fraction[i] - '0' : 0);
        time = !negative ? new TarTime(seconds, nanoseconds)
            : nanoseconds == 0 ? new TarTime(-seconds, 0)
            : new TarTime(-seconds - 1, 1_000_000_000 - nanoseconds);
        return true;
    }
}
