namespace ReproBuild.Causes.Formats;

/// <summary>Numbers as xz writes them: seven bits in each byte, the least first.</summary>
internal static class XzNumber
{
    /// <summary>Reads one at <paramref name="at"/>, which then stands behind it.</summary>
    public static long Read(ReadOnlySpan<byte> bytes, ref int at)
    {
        long number = 0;
        for (int shift = 0; shift < 63; shift += 7)
        {
            byte next = bytes[at++];
            number |= (long)(next & 0x7f) << shift;
            if (next < 0x80) return number;
        }

        throw new InvalidDataException("a number in the xz data is too long");
    }

    /// <summary>Writes one.</summary>
    public static void Write(Stream to, long number)
    {
        for (; number >= 0x80; number >>= 7) to.WriteByte((byte)(number | 0x80));
        to.WriteByte((byte)number);
    }
}
