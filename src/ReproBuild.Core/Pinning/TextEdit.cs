using ReproBuild.Dockerfiles;

namespace ReproBuild.Pinning;

/// <summary>A stretch of a text and what stands there instead.</summary>
/// <param name="Span">The stretch.</param>
/// <param name="Replacement">What stands there instead.</param>
public sealed record TextEdit(SourceSpan Span, string Replacement)
{
    /// <summary>Applies edits that do not overlap; all else stays to the character.</summary>
    public static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        ArgumentNullException.ThrowIfNull(text);
        var result = new System.Text.StringBuilder(text.Length + 256);
        int done = 0;
        foreach (var edit in edits.OrderBy(e => e.Span.Offset))
        {
            if (edit.Span.Offset < done) throw new ArgumentException("Two edits overlap.", nameof(edits));
            result.Append(text, done, edit.Span.Offset - done).Append(edit.Replacement);
            done = edit.Span.End;
        }

        return result.Append(text, done, text.Length - done).ToString();
    }
}
