using System.Text;

namespace ReproBuild.Comparing;

/// <summary>Cuts the first differing line out of two contents, so that a message can quote it.</summary>
internal static class Excerpt
{
    /// <summary>How many bytes are looked at before the difference, and how many after it.</summary>
    public const int Reach = 120;

    /// <summary>The differing line of both sides, escaped; nulls where either side is not text there.</summary>
    /// <param name="before">The last bytes that both sides share, at most <see cref="Reach"/>.</param>
    /// <param name="left">What follows them on the left, at most <see cref="Reach"/> bytes.</param>
    /// <param name="right">What follows them on the right, at most <see cref="Reach"/> bytes.</param>
    public static (string? Left, string? Right) Of(ReadOnlySpan<byte> before, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int newline = before.LastIndexOf((byte)'\n');
        bool cut = newline < 0 && before.Length >= Reach;
        var line = before[(newline + 1)..];

        // A window may begin in the middle of a character.
        while (cut && line.Length > 0 && (line[0] & 0xC0) == 0x80) line = line[1..];

        return Line(cut, line, left) is { } l && Line(cut, line, right) is { } r ? (l, r) : (null, null);
    }

    private static string? Line(bool cutBefore, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        int newline = after.IndexOf((byte)'\n');
        bool cutAfter = newline < 0 && after.Length >= Reach;
        byte[] bytes = [.. before, .. newline < 0 ? after : after[..newline]];
        if (Text(bytes, cutAfter) is not { } text) return null;

        return (cutBefore ? "…" : "") + Printable.Escape(text, 2 * Reach) + (cutAfter ? "…" : "");
    }

    private static string? Text(byte[] bytes, bool cutAfter)
    {
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        char[] text = new char[bytes.Length];
        try
        {
            // A decoder that is not flushed forgives a last character that the window has cut through.
            int length = decoder.GetChars(bytes, text, flush: !cutAfter);
            return text.AsSpan(0, length).ContainsAnyInRange('\0', '\b') ? null : new string(text, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
