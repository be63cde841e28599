using System.Reflection.Metadata;
using System.Text;

namespace ReproBuild.Causes.Dotnet;

/// <summary>The heap of string literals (ECMA-335, II.24.2.4).</summary>
/// <param name="Heap">The heap, rewritten; a multiple of four bytes.</param>
/// <param name="Moved">The new place of each literal, by its old one.</param>
internal sealed record UserStrings(byte[] Heap, IReadOnlyDictionary<int, int> Moved)
{
    /// <summary>Rewrites every literal.</summary>
    /// <param name="heap">The heap.</param>
    /// <param name="rewrite">The new text of a literal; the same instance for what stays as it is.</param>
    public static UserStrings Rewrite(ReadOnlySpan<byte> heap, Func<string, string> rewrite)
    {
        var blob = new BlobBuilder();
        var moved = new Dictionary<int, int>();
        for (int at = 0; at < heap.Length;)
        {
            int start = at, length = Length(heap, ref at);
            moved[start] = blob.Count;
            var entry = heap.Slice(at, length);
            at += length;
            if (length < 3)
            {
                blob.WriteCompressedInteger(length);
                blob.WriteBytes(entry.ToArray());
                continue;
            }

            // An odd last byte tells of characters beyond ASCII; it is worked out anew for a new text.
            string text = Encoding.Unicode.GetString(entry[..^1]), replaced = rewrite(text);
            byte[] bytes = ReferenceEquals(text, replaced) ? entry.ToArray() : [.. Encoding.Unicode.GetBytes(replaced), Flag(replaced)];
            blob.WriteCompressedInteger(bytes.Length);
            blob.WriteBytes(bytes);
        }

        blob.Align(4);
        return new UserStrings(blob.ToArray(), moved);
    }

    private static byte Flag(string text) =>
        text.Any(c => c is (>= '\u0001' and <= '\u0008') or (>= '\u000E' and <= '\u001F') or '\'' or '-' or >= '\u007F') ? (byte)1 : (byte)0;

    private static int Length(ReadOnlySpan<byte> heap, ref int at)
    {
        byte first = heap[at++];
        if (first < 0x80) return first;
        if (first < 0xC0) return ((first & 0x3F) << 8) | heap[at++];
        if (first >= 0xE0) throw new InvalidDataException("the length of a literal is malformed");
        int length = ((first & 0x1F) << 24) | (heap[at] << 16) | (heap[at + 1] << 8) | heap[at + 2];
        at += 3;
        return length;
    }
}
