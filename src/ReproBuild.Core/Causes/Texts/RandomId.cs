using System.Buffers;
using System.Text.RegularExpressions;

namespace ReproBuild.Causes.Texts;

/// <summary>A content holds an identifier that was drawn by lot.</summary>
/// <remarks>
/// Proven only for what can be nothing else: UUIDs of the kinds that are drawn or taken from the clock, and tokens that are named so.
/// A hash has the form of a random token, and stands for another content: such a token is suspected, and the sides stay apart.
/// </remarks>
internal sealed partial class RandomId : ContentCause
{
    private const string Mask = "<random-id>", Doubt = "<random-id?:";

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");

    public override string Id => "random-id";

    public override string Code => "REPRO5206";

    public override string Title => "Random identifiers in a file";

    public override CanonicalPair? Match(ContentPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        if (!ContentKind.IsText(pair.Left.Span) || !ContentKind.IsText(pair.Right.Span) || ContentKind.IsPacked(pair.Left.Span)) return null;
        var middle = Middle.Of(pair.Left.Span, pair.Right.Span);
        var left = Tokens(pair.Left.Slice(middle.Start, middle.Left));
        var right = Tokens(pair.Right.Slice(middle.Start, middle.Right));
        if (left.Count != right.Count) return null;

        // One name for one thing, on both sides.
        Dictionary<string, string> there = new(StringComparer.Ordinal), back = new(StringComparer.Ordinal);
        List<Replacement> leftMasks = [], rightMasks = [];
        (string, string)? first = null;
        for (int i = 0; i < left.Count; i++)
        {
            var (l, r) = (left[i], right[i]);
            if (l.Text == r.Text || l.Kind != r.Kind || l.Text.Length != r.Text.Length && l.Text != Mask && r.Text != Mask) continue;
            bool sure = l.Kind != TokenKind.Doubtful;
            if (l.Text != Mask && r.Text != Mask && (there.GetValueOrDefault(l.Text, r.Text) != r.Text || back.GetValueOrDefault(r.Text, l.Text) != l.Text)) sure = false;
            (there[l.Text], back[r.Text]) = (r.Text, l.Text);

            first ??= (l.Text, r.Text);
            leftMasks.Add(new Replacement(middle.Start + l.Start, l.Text.Length, sure ? Mask : $"{Doubt}{l.Text}>"));
            rightMasks.Add(new Replacement(middle.Start + r.Start, r.Text.Length, sure ? Mask : $"{Doubt}{r.Text}>"));
        }

        return first is not var (one, other) ? null : new CanonicalPair(
            Replacement.Apply(pair.Left.Span, leftMasks), Replacement.Apply(pair.Right.Span, rightMasks),
            $"{pair.ShownPath} holds what looks like a random identifier: {Quote.Pair(one, other)}");
    }

    public override Remedy RemedyFor(RemedyContext context) => new("Remove it, make it when the container starts, or derive it from the content (a UUID of version 5, a hash).", "uuidgen --sha1 --namespace @url --name https://example.org/app");

    private enum TokenKind
    {
        Sure,
        Doubtful,
    }

    private static List<(int Start, string Text, TokenKind Kind)> Tokens(ReadOnlyMemory<byte> content)
    {
        var tokens = new List<(int, string, TokenKind)>();
        foreach (var (start, match) in TextScan.Find(content, Pattern()))
        {
            var token = match.Groups["mask"].Success ? match.Groups["mask"] : match.Groups["uuid"].Success ? match.Groups["uuid"] : match.Groups["named"].Success ? match.Groups["named"] : match.Groups["token"];
            bool sure = !match.Groups["token"].Success;
            if (!sure && !LooksRandom(token.ValueSpan)) continue;
            if (tokens.Count == TextScan.MaxTokens) throw TextScan.TooMany("random identifiers");
            tokens.Add((start + token.Index - match.Index, token.Value, sure ? TokenKind.Sure : TokenKind.Doubtful));
        }

        return tokens;
    }

    // Words and numbers are long at times; what is drawn by lot goes from letters to digits and back. A hash of the usual lengths is none of it.
    private static bool LooksRandom(ReadOnlySpan<char> token)
    {
        if (token.Length is 40 or 56 or 64 or 96 or 128 && !token.ContainsAnyExcept(Hex)) return false;
        int turns = 0;
        for (int i = 1; i < token.Length; i++) turns += char.IsAsciiDigit(token[i]) != char.IsAsciiDigit(token[i - 1]) ? 1 : 0;
        return turns >= 3;
    }

    // UUIDs of versions 1, 4, 6 and 7 (RFC 9562); 3 and 5 are hashes of names.
    [GeneratedRegex(
        "(?<mask><random-id>)|(?<![0-9A-Za-z+/_-])(?=[0-9A-Za-z+/_-]{16})(?:"
        + "(?<uuid>[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1467][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12})(?![0-9A-Za-z-])"
        + "|(?<=(?:[Nn]once|[Rr]un[_-]?[Ii]d|[Bb]uild[_-]?[Ii]d|[Ss]ession[_-]?[Ii]d|[Ii]nstance[_-]?[Ii]d|[Rr]andom|[Rr]equest[_-]?[Ii]d|[Tt]race[_-]?[Ii]d|BUILD_ID|RUN_ID)[\"']?\\s?[:=]\\s?[\"']?)(?<named>[0-9A-Za-z+/_-]{16,128}={0,2})(?![0-9A-Za-z+/=_-])"
        + "|(?<token>(?<!<random-id\\?:)(?:[0-9A-Za-z_-]{16,128}|[0-9A-Za-z+/]{14,126}={1,2}))(?![0-9A-Za-z+/=_-]))",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
