using System.Buffers;
using System.IO.Hashing;
using System.Text;

namespace ReproBuild.Causes.Texts;

/// <summary>A text has the same lines in another order.</summary>
/// <remarks>Proven for lists alone. Where order may mean something, as in a program or a configuration, the sides stay apart.</remarks>
internal sealed class LineOrder : ContentCause
{
    private const int MaxWords = 3, MaxLines = 500_000, MaxText = 16 << 20;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");

    public override string Id => "line-order";

    public override string Code => "REPRO5207";

    public override string Title => "Lines in another order";

    public override CanonicalPair? Match(ContentPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        if (!ContentKind.IsText(pair.Left.Span) || !ContentKind.IsText(pair.Right.Span) || pair.Left.Length != pair.Right.Length) return null;
        if (SumOfLines(pair.Left.Span) != SumOfLines(pair.Right.Span)) return null;
        if (pair.Left.Length > MaxText || pair.Left.Span.Count((byte)'\n') > MaxLines) throw new InvalidDataException("it is too long a text for its lines to be sorted");
        string[] left = Lines(pair.Left.Span), right = Lines(pair.Right.Span);
        if (left.Length != right.Length || left.Length < 2) return null;
        int at = 0;
        while (at < left.Length && left[at] == right[at]) at++;
        if (at == left.Length) return null;

        string sentence = $"{pair.ShownPath} has the same lines in another order; line {at + 1} is {Quote.Pair(left[at], right[at])}";
        Array.Sort(left, StringComparer.Ordinal);
        Array.Sort(right, StringComparer.Ordinal);
        if (!left.AsSpan().SequenceEqual(right)) return null;
        if (IsList(pair, left)) return new CanonicalPair(Joined(left), Joined(right), sentence);

        // Recognised, and no more: a line that says so goes before each side as it is.
        byte[] mark = "<line-order?>\n"u8.ToArray();
        return new CanonicalPair((byte[])[.. mark, .. pair.Left.Span], (byte[])[.. mark, .. pair.Right.Span], sentence);
    }

    public override Remedy RemedyFor(RemedyContext context) => new("Sort what is listed: the order of folders and hash tables follows the file system and chance.", "find . -type f | LC_ALL=C sort > list.txt");

    private static bool IsList(ContentPair pair, string[] lines) =>
        !pair.Path.StartsWith("etc/", StringComparison.Ordinal) && !OrderedNames.IsOne(pair.Name) && lines.All(IsItem)
        && (pair.Name.Contains('.', StringComparison.Ordinal) || lines.All(IsChecksum));

    // A file whose name has no ending may be a script that does not say it is one: only what no shell would run is a list there.
    private static bool IsChecksum(string line) =>
        line.IndexOf(' ', StringComparison.Ordinal) is >= 32 and var end && !line.AsSpan(0, end).ContainsAnyExcept(Hex);

    // One thing in a line, or a hash, size or version beside it: no sentences, no statements, nothing that is set off from what stands above it.
    private static bool IsItem(string line)
    {
        if (line.Length == 0) return true;
        if (char.IsWhiteSpace(line[0]) || line[0] is '#' or '[' or '!' or ';' or '<' or '}' or '{' or '%' || line.TrimEnd()[^1] is ';' or ',' or ':' or '.' or '{' or '}' or '\\' or '&' or '|') return false;
        return line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length <= MaxWords && !line.Contains('=', StringComparison.Ordinal) && !line.Contains('(', StringComparison.Ordinal);
    }

    // The same lines in any order have one sum. Most texts have not, and are not taken apart to find that out.
    private static ulong SumOfLines(ReadOnlySpan<byte> text)
    {
        ulong sum = 0;
        text = text.TrimEnd((byte)'\n');
        foreach (var line in text.Split((byte)'\n')) sum += XxHash3.HashToUInt64(text[line]);
        return sum;
    }

    private static string[] Lines(ReadOnlySpan<byte> text) => Encoding.Latin1.GetString(text).TrimEnd('\n').Split('\n');

    private static byte[] Joined(string[] lines) => Encoding.Latin1.GetBytes(string.Join('\n', lines) + "\n");
}
