using System.Text.Json;

namespace ReproBuild.Dockerfiles;

/// <summary>The image of the frontend that a file asks to be read by.</summary>
/// <param name="Reference">The image: the directive's first word.</param>
/// <param name="Form">How it is written.</param>
/// <param name="Span">Where <paramref name="Reference"/> stands.</param>
/// <remarks>
/// BuildKit asks for the frontend before it parses, and more freely than the parser takes directives: behind a <c>#!</c> line, in
/// <c>//</c> comments, and in JSON; but not behind white space.
/// </remarks>
public sealed record SyntaxReference(string Reference, SyntaxForm Form, SourceSpan Span)
{
    /// <summary>Finds the frontend that a file asks for; null when it asks for none.</summary>
    /// <param name="text">The whole text; it need not be a Dockerfile.</param>
    public static SyntaxReference? Detect(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int start = text.StartsWith('\uFEFF') ? 1 : 0;
        if (text.AsSpan(start).StartsWith("#!", StringComparison.Ordinal))
        {
            int feed = text.IndexOf('\n', start);
            start = feed < 0 ? text.Length : feed + 1;
        }

        return InComments(text, start, "#", SyntaxForm.Directive)
            ?? InComments(text, start, "//", SyntaxForm.SlashComment)
            ?? InJson(text, start);
    }

    private static SyntaxReference? InComments(string text, int start, string marker, SyntaxForm form)
    {
        var reader = new DirectiveReader(marker);
        while (start < text.Length)
        {
            int feed = text.IndexOf('\n', start);
            int end = feed < 0 ? text.Length : feed;
            int next = feed < 0 ? text.Length : feed + 1;
            if (end > start && text[end - 1] == '\r') end--;
            if (reader.Read(text, start, end, out bool repeated) is not var (name, from, to) || repeated) return null;

            start = next;
            if (name != "syntax") continue;
            int space = text.IndexOf(' ', from, to - from);
            return At(text, from, space < 0 ? to : space, form);
        }

        return null;
    }

    private static SyntaxReference? InJson(string text, int start)
    {
        int brace = start;
        while (brace < text.Length && char.IsWhiteSpace(text[brace])) brace++;
        if (brace == text.Length || text[brace] != '{') return null;

        try
        {
            using var document = JsonDocument.Parse(text.AsMemory(start));
            if (!document.RootElement.TryGetProperty("syntax", out var value) || value.ValueKind != JsonValueKind.String) return null;

            string reference = value.GetString()!;
            int from = Math.Max(text.IndexOf($"\"{reference}\"", start, StringComparison.Ordinal) + 1, start);
            return At(text, from, Math.Min(from + reference.Length, text.Length), SyntaxForm.Json) with { Reference = reference };
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static SyntaxReference At(string text, int from, int to, SyntaxForm form) =>
        new(text[from..to], form, new LineMap(text.AsSpan(0, to)).Span(from, to));
}
