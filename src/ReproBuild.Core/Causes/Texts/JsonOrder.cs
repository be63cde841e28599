using System.Text.Json;

namespace ReproBuild.Causes.Texts;

/// <summary>A JSON document has the same content in another order.</summary>
/// <remarks>
/// An object has no order (RFC 8259, 4), but for those that Node searches from the top. An array has one: it is sorted only where its
/// name says that it is a set. Where sorting other arrays too would do, the cause is suspected.
/// </remarks>
internal sealed class JsonOrder : ContentCause
{
    private const int MaxDepth = 64, MaxBytes = 4 << 20;

    public override string Id => "json-order";

    public override string Code => "REPRO5208";

    public override string Title => "JSON in another order";

    public override CanonicalPair? Match(ContentPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        if (!Looks(pair.Left.Span) || !Looks(pair.Right.Span)) return null;
        if (Math.Max(pair.Left.Length, pair.Right.Length) > MaxBytes) throw new InvalidDataException($"it is longer than the {MaxBytes >> 20} MiB up to which JSON is sorted");
        var options = new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false };
        using var left = JsonDocument.Parse(pair.Left, options);
        using var right = JsonDocument.Parse(pair.Right, options);
        byte[] leftForm = SortedJson.Of(left.RootElement, everything: false), rightForm = SortedJson.Of(right.RootElement, everything: false);
        string sentence = $"{pair.ShownPath} holds the same JSON in another order";
        if (leftForm.AsSpan().SequenceEqual(rightForm)) return new CanonicalPair(leftForm, rightForm, sentence);
        return SortedJson.Of(left.RootElement, everything: true).AsSpan().SequenceEqual(SortedJson.Of(right.RootElement, everything: true))
            ? new CanonicalPair(leftForm, rightForm, sentence)
            : null;
    }

    public override Remedy RemedyFor(RemedyContext context) => new("Sort keys and sets when the file is written.", "jq -S . in.json > out.json");

    private static bool Looks(ReadOnlySpan<byte> content)
    {
        var text = content.TrimStart(" \t\r\n"u8);
        return text.Length > 1 && text[0] is (byte)'{' or (byte)'[';
    }
}
