using System.Text;
using System.Text.RegularExpressions;

namespace ReproBuild.Causes.Texts;

/// <summary>Looks for a pattern in bytes, piece by piece, so that a content of one line costs no more than one of many.</summary>
/// <remarks>Bytes become characters one by one (Latin-1): patterns must say UTF-8 in its bytes.</remarks>
internal static class TextScan
{
    // Short enough not to be one of the runtime's large objects, of which it would let too many lie.
    private const int Piece = 32 << 10;

    // What a pattern may look at before a match, and the longest match.
    private const int Before = 64;
    private const int Longest = 512;

    /// <summary>How many tokens of one content are held; what has more is not looked into.</summary>
    public const int MaxTokens = 150_000;

    /// <summary>Says that a content has too many.</summary>
    public static InvalidDataException TooMany(string what) => new($"it holds over {MaxTokens} {what}");

    /// <summary>Every match, with its place in the content.</summary>
    /// <param name="content">The content.</param>
    /// <param name="pattern">A pattern whose matches are at most 512 characters and whose look-behind is at most 64.</param>
    public static IEnumerable<(int Start, Match Match)> Find(ReadOnlyMemory<byte> content, Regex pattern)
    {
        int next = 0;
        while (next < content.Length)
        {
            int start = Math.Max(0, next - Before), end = (int)Math.Min((long)next + Piece + Longest, content.Length);
            string text = Encoding.Latin1.GetString(content.Span[start..end]);
            int limit = end == content.Length ? text.Length : next - start + Piece;
            int after = limit;
            for (var match = pattern.Match(text, next - start); match.Success && match.Index < limit; match = match.NextMatch())
            {
                yield return (start + match.Index, match);
                after = Math.Max(limit, match.Index + match.Length);
            }

            next = start + after;
        }
    }
}
